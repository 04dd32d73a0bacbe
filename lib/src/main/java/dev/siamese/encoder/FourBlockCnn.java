package dev.siamese.encoder;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;

/**
 * The encoder of matching networks (Vinyals et al. 2016) and prototypical networks (Snell, Swersky
 * and Zemel 2017): four times a 3×3 convolution, batch normalisation, ReLU and 2×2 max-pooling;
 * flattened at the end. Of 28×28 pixels one is left, so that its embeddings are as long as the
 * network is wide.
 *
 * @param width filters of every convolution
 */
public record FourBlockCnn(int width) implements Architecture {

  public FourBlockCnn {
    Sizes.checked("width", width);
  }

  /** The papers' 64 filters. */
  public FourBlockCnn() {
    this(64);
  }

  @Override
  public Block build() {
    var network = new SequentialBlock();
    for (int block = 0; block < 4; block++) {
      network
          .add(Convolution.same(width, 3, 3))
          .add(BatchNorm.builder().build())
          .add(Activation.reluBlock())
          .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }
    return network.add(Blocks.batchFlattenBlock());
  }
}
