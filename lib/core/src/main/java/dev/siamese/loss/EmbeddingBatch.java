package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;

/** Checks of the arguments of a loss. */
final class EmbeddingBatch {

  private EmbeddingBatch() {}

  /** Checks the shapes, without waiting for the device. */
  static void validate(NDArray embeddings, BatchLabels labels) {
    var shape = embeddings.getShape();
    if (shape.dimension() != 2) {
      throw new IllegalArgumentException("embeddings must be of shape (N, D), not " + shape);
    }
    if (shape.get(0) != labels.size()) {
      throw new IllegalArgumentException(
          "%d embeddings, but labels of %d rows: the lengths must be equal"
              .formatted(shape.get(0), labels.size()));
    }
    if (shape.size() == 0) {
      throw new IllegalArgumentException(
          "the batch of shape %s is empty: a loss needs at least one row".formatted(shape));
    }
  }
}
