package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.tensor.internal.NonFinite;
import java.util.HashMap;
import java.util.Map;

/**
 * Validated embeddings with their classes.
 *
 * @param index of the embeddings
 * @param labels their classes (N)
 */
record LabeledEmbeddings(ExactIndex index, int[] labels) {

  /**
   * Validates embeddings.
   *
   * @throws IllegalArgumentException unless they are finite with shape (N, D), N and D at least 1,
   *     and there are N labels
   */
  static LabeledEmbeddings of(NDArray embeddings, int[] labels, Distance distance) {
    requireValid(embeddings, labels.length);
    return new LabeledEmbeddings(ExactIndex.of(embeddings, distance), labels);
  }

  static void requireValid(NDArray embeddings, int labels) {
    var shape = embeddings.getShape();
    if (shape.dimension() != 2 || shape.get(1) == 0) {
      throw new IllegalArgumentException(
          "embeddings must have shape (N, D) with D at least 1, not " + shape);
    }
    if (shape.get(0) != labels) {
      throw new IllegalArgumentException(
          "%d embeddings but %d labels: pass one label per row".formatted(shape.get(0), labels));
    }
    if (labels == 0) {
      throw new IllegalArgumentException("0 embeddings: at least 1 is needed");
    }
    NonFinite.requireFinite(embeddings);
  }

  int size() {
    return labels.length;
  }

  int label(int row) {
    return labels[row];
  }

  /** The number of samples of each class. */
  Map<Integer, Integer> classSizes() {
    var sizes = new HashMap<Integer, Integer>();
    for (int label : labels) {
      sizes.merge(label, 1, Integer::sum);
    }
    return sizes;
  }
}
