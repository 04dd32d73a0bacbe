package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distance;
import dev.siamese.index.Measured;
import dev.siamese.tensor.internal.Tensors;
import java.util.HashMap;
import java.util.Map;

/**
 * Embeddings that have been checked, with their classes.
 *
 * <p>What it makes belongs to the scope that it is made in.
 *
 * @param matrix the embeddings and how they are compared
 * @param labels their classes
 */
record LabeledEmbeddings(Measured matrix, int[] labels) {

  /**
   * Checks embeddings.
   *
   * @throws IllegalArgumentException unless they are (N, D), N above 0, finite and N labels
   */
  static LabeledEmbeddings of(NDArray embeddings, int[] labels, Distance distance) {
    requireValid(embeddings, labels.length);
    return new LabeledEmbeddings(new Measured(embeddings, distance), labels);
  }

  static void requireValid(NDArray embeddings, int labels) {
    var shape = embeddings.getShape();
    if (shape.dimension() != 2 || shape.get(1) == 0) {
      throw new IllegalArgumentException(
          "embeddings must be (N, D) with D at least 1, not " + shape);
    }
    if (shape.get(0) != labels) {
      throw new IllegalArgumentException(
          "%d embeddings but %d labels: each row needs one".formatted(shape.get(0), labels));
    }
    if (labels == 0) {
      throw new IllegalArgumentException("there are no embeddings to judge: (N, D) with N = 0");
    }
    var values = finiteCheck(embeddings);
    for (int row = 0; row < values.length; row++) {
      if (Float.isNaN(values[row])) {
        throw new IllegalArgumentException(
            "embedding %d of %d holds NaN or infinity: look at the sample it was made of, or lower the learning rate"
                .formatted(row, values.length));
      }
    }
  }

  /** A 0 for every row, NaN where it holds NaN or infinity: x − x. */
  private static float[] finiteCheck(NDArray embeddings) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var zeros = embeddings.sub(embeddings).sum(new int[] {1});
      return Tensors.toFloatArray(zeros.toType(DataType.FLOAT32, false));
    }
  }

  int size() {
    return labels.length;
  }

  int label(int row) {
    return labels[row];
  }

  /** How many members each class has. */
  Map<Integer, Integer> classSizes() {
    var members = new HashMap<Integer, Integer>();
    for (int label : labels) {
      members.merge(label, 1, Integer::sum);
    }
    return members;
  }
}
