package dev.siamese.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;

/**
 * A network whose embeddings are divided by their Euclidean norm.
 *
 * @param backbone output (N, D)
 */
record L2Normalized(Architecture backbone) implements Wrapper {

  @Override
  public L2Normalized withBackbone(Architecture backbone) {
    return new L2Normalized(backbone);
  }

  @Override
  public Architecture withoutL2Normalization() {
    return backbone;
  }

  @Override
  public Block build() {
    return new SequentialBlock().add(backbone.build()).add(FunctionLayer.l2Normalization());
  }
}
