package dev.siamese.model;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import dev.siamese.data.Dataset;

/**
 * A network whose embeddings are divided by their Euclidean norm.
 *
 * @param backbone gives (N, D)
 */
public record L2Normalized(Architecture backbone) implements Architecture {

  @Override
  public Architecture fit(Dataset train, Preprocessor input) {
    return new L2Normalized(backbone.fit(train, input));
  }

  @Override
  public Block build() {
    return new SequentialBlock()
        .add(backbone.build())
        .add(LambdaBlock.singleton(x -> x.normalize(2, 1, 1e-12), "divide by the length"));
  }
}
