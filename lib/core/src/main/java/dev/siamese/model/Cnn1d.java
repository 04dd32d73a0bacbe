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

/**
 * A convolutional network over time (Wang, Yan and Oates 2017): stages of a convolution, batch
 * normalisation, ReLU and max-pooling over pairs of instants; the mean over what is left of the
 * time is the embedding, as long as the last stage is wide.
 *
 * <p>Inputs: {@code (N, C, T)} and perhaps the lengths {@code (N)}, each from 1 to T. What stands
 * behind a signal's end changes nothing once the network is trained; while it trains, the padding
 * counts in the statistics of batch normalisation.
 *
 * @param channels channels of each stage
 * @param kernelSize instants that a convolution sees at once, an odd number
 */
public record Cnn1d(List<Integer> channels, int kernelSize) implements Architecture {

  public Cnn1d {
    channels = Checks.requirePositive("channels", channels);
    if (kernelSize < 1 || kernelSize % 2 == 0) {
      throw new IllegalArgumentException("kernelSize must be odd and at least 1: " + kernelSize);
    }
  }

  /** Stages of 32, 64 and 128 channels, kernels of 7 instants. */
  public Cnn1d() {
    this(List.of(32, 64, 128), 7);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  /** Signals are images of height 1, so that they too run channels-last: faster than DJL's 1-D. */
  private static final class Network extends AbstractBlock {

    private static final Shape PAIR = new Shape(1, 2);

    private final List<Block> stages = new ArrayList<>();
    private final int width;

    Network(Cnn1d plan) {
      for (int width : plan.channels) {
        stages.add(
            addChildBlock(
                "stage",
                new SequentialBlock()
                    .add(ChannelsLastConv2d.same(width, 1, plan.kernelSize))
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock())));
      }
      width = plan.channels.get(plan.channels.size() - 1);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      var shape = new Shape(inputs[0].get(0), inputs[0].get(1), 1, inputs[0].get(2));
      for (var stage : stages) {
        stage.initialize(manager, type, shape);
        var wide = stage.getOutputShapes(new Shape[] {shape})[0];
        shape = new Shape(wide.get(0), wide.get(1), 1, (wide.get(3) + 1) / 2);
      }
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var steps = SequenceMask.of(inputs, 2);
      var signal = cleared(inputs.head().expandDims(2), steps); // (N, C, 1, T)
      for (var stage : stages) {
        var wide = stage.forward(store, new NDList(signal), training).head();
        // zeros behind the end are what the next convolution pads with, and below no maximum
        signal = Pool.maxPool2d(cleared(wide, steps), PAIR, PAIR, new Shape(0, 0), true);
        steps = steps.afterPooling();
      }
      return new NDList(signal.sum(new int[] {2, 3}).div(steps.floatLengths()));
    }

    private static NDArray cleared(NDArray signal, SequenceMask steps) {
      return signal.mul(steps.floatMask().expandDims(1).expandDims(1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), width)};
    }
  }
}
