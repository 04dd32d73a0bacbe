package dev.siamese.encoder;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import dev.siamese.data.Dataset;

/**
 * A network whose embeddings are divided by their Euclidean norm.
 *
 * @param body gives (N, D)
 */
public record Normalized(Architecture body) implements Architecture {

  @Override
  public Architecture fitted(Dataset train, Input input) {
    return new Normalized(body.fitted(train, input));
  }

  @Override
  public Block build() {
    return new SequentialBlock()
        .add(body.build())
        .add(LambdaBlock.singleton(x -> x.normalize(2, 1, 1e-12), "divide by the length"));
  }
}
