package dev.siamese.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * The Siamese network of Koch, Zemel and Salakhutdinov (2015) for 105×105 pixels: convolutions with
 * 64 filters of 10×10, 128 of 7×7, 128 of 4×4 and 256 of 4×4, each with ReLU, with 2×2 max-pooling
 * between them, and a dense layer with sigmoid. With 4096 units it has 38,947,648 parameters.
 *
 * <p>The paper compares two embeddings by a learned weighted L1 distance, see {@link
 * dev.siamese.distance.LearnedL1Distance}. Weights are initialised as everywhere in this library,
 * not with the paper's fixed standard deviations.
 *
 * @param units of the dense layer, the length of the embeddings. Default: 4096, as in the paper
 */
public record KochCnn(int units) implements Architecture {

  /**
   * Checks the values.
   *
   * @param units of the dense layer, the length of the embeddings
   * @throws IllegalArgumentException if a value is out of its range
   */
  public KochCnn {
    Checks.requirePositive("units", units);
  }

  /** The default. */
  public KochCnn() {
    this(4096);
  }

  @Override
  public Block build() {
    return new SequentialBlock()
        .add(ChannelsLastConv2d.valid(64, 10))
        .add(Activation.reluBlock())
        .add(FunctionLayer.maxPooling())
        .add(ChannelsLastConv2d.valid(128, 7))
        .add(Activation.reluBlock())
        .add(FunctionLayer.maxPooling())
        .add(ChannelsLastConv2d.valid(128, 4))
        .add(Activation.reluBlock())
        .add(FunctionLayer.maxPooling())
        .add(ChannelsLastConv2d.valid(256, 4))
        .add(Activation.reluBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(units).build())
        .add(Activation.sigmoidBlock());
  }
}
