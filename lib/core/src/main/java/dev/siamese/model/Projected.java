package dev.siamese.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * A network followed by one dense layer without activation.
 *
 * @param backbone gives (N, any)
 * @param dimensions the length of the embeddings
 */
public record Projected(Architecture backbone, int dimensions) implements Architecture {

  public Projected {
    Checks.requirePositive("dimensions", dimensions);
  }

  @Override
  public Block build() {
    return new SequentialBlock()
        .add(backbone.build())
        .add(Linear.builder().setUnits(dimensions).build());
  }
}
