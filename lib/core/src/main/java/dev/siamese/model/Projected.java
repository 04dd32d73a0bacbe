package dev.siamese.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * A network followed by a dense layer without activation, see {@link Architecture#projected}.
 *
 * @param backbone output (N, any)
 * @param dimensions the length of the embeddings
 */
record Projected(Architecture backbone, int dimensions) implements Wrapper {

  Projected {
    Checks.requirePositive("dimensions", dimensions);
  }

  @Override
  public Projected withBackbone(Architecture backbone) {
    return new Projected(backbone, dimensions);
  }

  @Override
  public Block build() {
    return new SequentialBlock()
        .add(backbone.build())
        .add(Linear.builder().setUnits(dimensions).build());
  }
}
