package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import java.util.List;

/** How raw samples become a network's input: part of the encoder, and saved with it. */
public interface Preprocessor {

  /**
   * This input with what it has to know of the training part, such as its vocabulary; most know all
   * that they need.
   *
   * @param train the samples to be trained on, and no others, just as they were read
   */
  default Preprocessor fit(Dataset train) {
    return this;
  }

  /**
   * The samples as the network takes them, with the same labels; done once, not in every batch.
   *
   * @throws IllegalArgumentException if the samples are of another kind
   */
  Dataset transform(Dataset raw);

  /** The shapes of one batch of n prepared samples, one for each of its tensors. */
  List<Shape> shapes(int n);
}
