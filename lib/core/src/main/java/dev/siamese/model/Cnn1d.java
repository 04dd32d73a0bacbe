package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A convolutional network over time (Wang, Yan and Oates 2017). Each stage is a convolution, batch
 * normalisation, ReLU and max-pooling over pairs of steps; the embedding is the mean over the
 * remaining steps: (N, channels of the last stage).
 *
 * <p>Inputs: {@code (N, C, T)} and optionally the lengths {@code (N)}, each from 1 to T. Padding
 * does not influence the embeddings of a trained network; in training it counts in the statistics
 * of batch normalisation.
 *
 * @param channels channels of each stage. Default: 32, 64, 128
 * @param kernelSize steps that a convolution covers, odd. Default: 7
 */
public record Cnn1d(List<Integer> channels, int kernelSize) implements Architecture {

  /**
   * Checks the values.
   *
   * @param channels channels of each stage
   * @param kernelSize steps that a convolution covers, odd
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Cnn1d {
    channels = Checks.requirePositive("channels", channels);
    if (kernelSize < 1 || kernelSize % 2 == 0) {
      throw new IllegalArgumentException("kernelSize must be odd and at least 1: " + kernelSize);
    }
  }

  /** The defaults. */
  public Cnn1d() {
    this(List.of(32, 64, 128), 7);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  /** Treats signals as images of height 1, whose channels-last convolution is faster than 1-D. */
  private static final class Network extends AbstractBlock implements OnnxLayer {

    private static final Shape PAIR = new Shape(1, 2);

    private final List<Block> stages = new ArrayList<>();
    private final int outputSize;

    Network(Cnn1d configuration) {
      for (int channels : configuration.channels) {
        stages.add(
            addChildBlock(
                "stage",
                new SequentialBlock()
                    .add(ChannelsLastConv2d.same(channels, 1, configuration.kernelSize))
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock())));
      }
      outputSize = configuration.channels.get(configuration.channels.size() - 1);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      var shape = new Shape(inputs[0].get(0), inputs[0].get(1), 1, inputs[0].get(2));
      for (var stage : stages) {
        stage.initialize(manager, type, shape);
        var output = stage.getOutputShapes(new Shape[] {shape})[0];
        shape = new Shape(output.get(0), output.get(1), 1, (output.get(3) + 1) / 2);
      }
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var mask = SequenceMask.of(inputs, 2);
      var signal = zeroPadding(inputs.head().expandDims(2), mask); // (N, C, 1, T)
      for (var stage : stages) {
        var output = stage.forward(store, new NDList(signal), training).head();
        // zero is what the next convolution pads with, and after ReLU no maximum is smaller
        signal = Pool.maxPool2d(zeroPadding(output, mask), PAIR, PAIR, new Shape(0, 0), true);
        mask = mask.afterPooling();
      }
      return new NDList(signal.sum(new int[] {2, 3}).div(mask.floatLengths()));
    }

    private static NDArray zeroPadding(NDArray signal, SequenceMask mask) {
      return signal.mul(mask.floatMask().expandDims(1).expandDims(1));
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      var mask = OnnxMask.of(graph, inputs, 2);
      var two = new long[] {1, 2};
      var pooling = Map.of("kernel_shape", two, "strides", two, "ceil_mode", 1L);
      var signal = graph.add("Unsqueeze", inputs.get(0), graph.integers(2)); // (N, C, 1, T)
      signal = zeroPadding(graph, signal, mask);
      for (var stage : stages) {
        var output = OnnxExport.export(stage, graph, List.of(signal));
        signal = graph.add("MaxPool", List.of(zeroPadding(graph, output, mask)), pooling);
        mask = mask.afterPooling();
      }
      var sum =
          graph.add("ReduceSum", List.of(signal, graph.integers(2, 3)), Map.of("keepdims", 0L));
      return graph.add("Div", sum, mask.floatLengths());
    }

    private static String zeroPadding(OnnxGraph graph, String signal, OnnxMask mask) {
      return graph.add(
          "Mul", signal, graph.add("Unsqueeze", mask.floatMask(), graph.integers(1, 2)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), outputSize)};
    }
  }
}
