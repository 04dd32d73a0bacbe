package dev.siamese.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;

/**
 * The encoder of matching networks (Vinyals et al. 2016) and prototypical networks (Snell, Swersky
 * and Zemel 2017): four blocks of a 3×3 convolution, batch normalisation, ReLU and 2×2 max-pooling;
 * the output is flattened. 28×28 pixels become a single one, so that the embedding has {@code
 * channels} dimensions.
 *
 * @param channels of every convolution. Default: 64, as in the papers
 */
public record Conv4(int channels) implements Architecture {

  /**
   * Checks the values.
   *
   * @param channels of every convolution
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Conv4 {
    Checks.requirePositive("channels", channels);
  }

  /** The default. */
  public Conv4() {
    this(64);
  }

  @Override
  public Block build() {
    var network = new SequentialBlock();
    for (int block = 0; block < 4; block++) {
      network
          .add(ChannelsLastConv2d.same(channels, 3, 3))
          .add(BatchNorm.builder().build())
          .add(Activation.reluBlock())
          .add(FunctionLayer.maxPooling());
    }
    return network.add(Blocks.batchFlattenBlock());
  }
}
