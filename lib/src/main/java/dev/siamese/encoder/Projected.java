package dev.siamese.encoder;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * A network followed by one dense layer without activation.
 *
 * @param body gives (N, any)
 * @param dimensions the length of the embeddings
 */
public record Projected(Architecture body, int dimensions) implements Architecture {

  public Projected {
    Sizes.checked("dimensions", dimensions);
  }

  @Override
  public Block build() {
    return new SequentialBlock()
        .add(body.build())
        .add(Linear.builder().setUnits(dimensions).build());
  }
}
