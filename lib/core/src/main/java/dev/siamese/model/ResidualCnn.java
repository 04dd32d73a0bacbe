package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.List;

/**
 * A small residual network (He et al. 2016): one block per stage, each two 3×3 convolutions with
 * batch normalisation beside a 1×1 shortcut, each followed by 2×2 max-pooling; flattened at the
 * end, so that where a stroke is still counts.
 *
 * <p>A stem before the stages is one 5×5 convolution with normalisation and pooling: it halves the
 * image where a stage would take the longest.
 *
 * @param stemChannels channels of the stem; 0 for none
 * @param channels channels of each stage
 * @param stagesWithoutPooling how many of the last stages keep the size of their input
 */
public record ResidualCnn(
    @JsonOptional int stemChannels, List<Integer> channels, @JsonOptional int stagesWithoutPooling)
    implements Architecture {

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

  /** Stages of so many channels, all with pooling. */
  public ResidualCnn(List<Integer> widths) {
    this(0, widths, 0);
  }

  /** Stages of 32, 64, 96 and 128 channels. */
  public ResidualCnn() {
    this(List.of(32, 64, 96, 128));
  }

  @Override
  public Block build() {
    var network = new SequentialBlock();
    if (stemChannels > 0) {
      network.add(ChannelsLastConv2d.same(stemChannels, 5, 5)).add(BatchNorm.builder().build());
      network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      network.add(Activation.reluBlock());
    }
    for (int i = 0; i < channels.size(); i++) {
      network.add(stage(channels.get(i)));
      if (i < channels.size() - stagesWithoutPooling) {
        network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      }
      network.add(Activation.reluBlock()); // after pooling, of a quarter of the numbers
    }
    return network.add(Blocks.batchFlattenBlock());
  }

  private static Block stage(int width) {
    var path =
        new SequentialBlock()
            .add(ChannelsLastConv2d.same(width, 3, 3))
            .add(BatchNorm.builder().build())
            .add(Activation.reluBlock())
            .add(ChannelsLastConv2d.same(width, 3, 3))
            .add(BatchNorm.builder().build());
    var shortcut =
        new SequentialBlock()
            .add(ChannelsLastConv2d.same(width, 1, 1))
            .add(BatchNorm.builder().build());
    return new ParallelBlock(
        outputs ->
            new NDList(outputs.get(0).singletonOrThrow().add(outputs.get(1).singletonOrThrow())),
        List.of(path, shortcut));
  }
}
