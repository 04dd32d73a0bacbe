package dev.siamese.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.List;

/**
 * The small convolutional network of introductions to Siamese networks: 3×3 convolutions without
 * padding, each with ReLU and 2×2 max-pooling, followed by a dense layer with ReLU.
 *
 * @param channels of each convolution. Default: 32, 64
 * @param units of the dense layer, the length of the embeddings. Default: 128
 */
public record SimpleCnn(List<Integer> channels, int units) implements Architecture {

  /**
   * Checks the values.
   *
   * @param channels of each convolution
   * @param units of the dense layer, the length of the embeddings
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SimpleCnn {
    channels = Checks.requirePositive("channels", channels);
    Checks.requirePositive("units", units);
  }

  /** The defaults, meant for images of 105×105 pixels. */
  public SimpleCnn() {
    this(List.of(32, 64), 128);
  }

  @Override
  public Block build() {
    var network = new SequentialBlock();
    for (int count : channels) {
      network
          .add(ChannelsLastConv2d.valid(count, 3))
          .add(Activation.reluBlock())
          .add(FunctionLayer.maxPooling());
    }
    return network
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(units).build())
        .add(Activation.reluBlock());
  }
}
