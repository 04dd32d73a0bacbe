package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;

/** The rows of a batch: whether they fit their labels, and some of them. */
final class EmbeddingBatch {

  private EmbeddingBatch() {}

  /** Refuses what no loss is defined for; looks at shapes only, so it waits for nothing. */
  static void validate(NDArray embeddings, BatchLabels labels) {
    var shape = embeddings.getShape();
    if (shape.dimension() != 2) {
      throw new IllegalArgumentException("embeddings must be of shape (N, D), not " + shape);
    }
    if (shape.get(0) != labels.size()) {
      throw new IllegalArgumentException(
          "%d embeddings, but labels of %d rows: one for each row"
              .formatted(shape.get(0), labels.size()));
    }
    if (shape.size() == 0) {
      throw new IllegalArgumentException(
          "an empty batch, of shape %s: a loss needs at least one row".formatted(shape));
    }
  }
}
