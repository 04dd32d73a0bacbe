package dev.siamese.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;

/**
 * No network: the embedding is the flattened first input, and nothing is trained. For inputs that
 * are embeddings already, such as those of {@link PretrainedSentenceInput}; with {@link
 * #projected}, only the layer on top is trained. Input {@code (N, …)}; further inputs, such as
 * lengths, are ignored.
 */
record Identity() implements Architecture {

  @Override
  public Block build() {
    return new SequentialBlock().add(FunctionLayer.flatten());
  }
}
