package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.List;

/**
 * A small residual network (He et al. 2016). Each stage is one residual block of two 3×3
 * convolutions with batch normalisation and a 1×1 shortcut, followed by 2×2 max-pooling and ReLU.
 * The output is flattened, so that positions in the image count: (N, channels · height · width).
 *
 * <p>The optional stem before the stages is a 5×5 convolution with batch normalisation, 2×2
 * max-pooling and ReLU; it halves the image before the most expensive stage.
 *
 * @param stemChannels channels of the stem; 0 for no stem. Default: 0
 * @param channels channels of each stage. Default: 32, 64, 96, 128
 * @param stagesWithoutPooling how many of the last stages have no pooling. Default: 0
 */
public record ResidualCnn(
    @JsonOptional int stemChannels, List<Integer> channels, @JsonOptional int stagesWithoutPooling)
    implements Architecture {

  /**
   * Checks the values.
   *
   * @param stemChannels channels of the stem; 0 for no stem
   * @param channels channels of each stage
   * @param stagesWithoutPooling how many of the last stages have no pooling
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ResidualCnn {
    if (stemChannels < 0) {
      throw new IllegalArgumentException(
          "stemChannels must be 0 (no stem) or more: " + stemChannels);
    }
    channels = Checks.requirePositive("channels", channels);
    if (stagesWithoutPooling < 0 || stagesWithoutPooling > channels.size()) {
      throw new IllegalArgumentException(
          "stagesWithoutPooling must be between 0 and the number of stages (%d): %d"
              .formatted(channels.size(), stagesWithoutPooling));
    }
  }

  /**
   * No stem, and pooling in every stage.
   *
   * @param channels channels of each stage
   */
  public ResidualCnn(List<Integer> channels) {
    this(0, channels, 0);
  }

  /** The defaults. */
  public ResidualCnn() {
    this(List.of(32, 64, 96, 128));
  }

  /**
   * {@return a copy with another stem}
   *
   * @param stemChannels channels of the stem; 0 for no stem
   */
  public ResidualCnn withStemChannels(int stemChannels) {
    return new ResidualCnn(stemChannels, channels, stagesWithoutPooling);
  }

  /**
   * {@return a copy with another number of stages without pooling}
   *
   * @param stagesWithoutPooling how many of the last stages have no pooling
   */
  public ResidualCnn withStagesWithoutPooling(int stagesWithoutPooling) {
    return new ResidualCnn(stemChannels, channels, stagesWithoutPooling);
  }

  @Override
  public Block build() {
    var network = new SequentialBlock();
    if (stemChannels > 0) {
      network.add(ChannelsLastConv2d.same(stemChannels, 5, 5)).add(BatchNorm.builder().build());
      network.add(FunctionLayer.maxPooling());
      network.add(Activation.reluBlock());
    }
    for (int i = 0; i < channels.size(); i++) {
      network.add(new Stage(channels.get(i)));
      if (i < channels.size() - stagesWithoutPooling) {
        network.add(FunctionLayer.maxPooling());
      }
      network.add(Activation.reluBlock()); // after pooling, where there are fewer values
    }
    return network.add(Blocks.batchFlattenBlock());
  }

  /** A residual block without the final ReLU. */
  static final class Stage extends ParallelBlock implements OnnxLayer {

    Stage(int channels) {
      super(
          outputs -> new NDList(outputs.get(0).head().add(outputs.get(1).head())),
          List.of(convolutions(channels), shortcut(channels)));
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      var branches = getChildren().values();
      return graph.add(
          "Add",
          OnnxExport.export(branches.get(0), graph, inputs),
          OnnxExport.export(branches.get(1), graph, inputs));
    }

    private static Block convolutions(int channels) {
      return new SequentialBlock()
          .add(ChannelsLastConv2d.same(channels, 3, 3))
          .add(BatchNorm.builder().build())
          .add(Activation.reluBlock())
          .add(ChannelsLastConv2d.same(channels, 3, 3))
          .add(BatchNorm.builder().build());
    }

    private static Block shortcut(int channels) {
      return new SequentialBlock()
          .add(ChannelsLastConv2d.same(channels, 1, 1))
          .add(BatchNorm.builder().build());
    }
  }
}
