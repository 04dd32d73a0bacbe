package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;

/**
 * No network at all: the numbers of a sample in a row are its embedding, and nothing is trained.
 * For inputs that are embeddings already, such as those of {@link PretrainedSentenceInput}; with a
 * layer on top, only that is trained. Input {@code (N, …)}; further inputs, such as lengths, are
 * not looked at.
 */
public record Identity() implements Architecture {

  @Override
  public Block build() {
    return new SequentialBlock().add(inputs -> new NDList(Blocks.batchFlatten(inputs.head())));
  }
}
