package dev.siamese.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Transfer;
import java.util.HashMap;
import java.util.Map;

/**
 * Embeddings that have been checked, their classes, and their distances a block at a time.
 *
 * <p>Cosine distances are computed as ½|u − v|² of the normalised embeddings: 1 − u·v would lose
 * all that is below 1e-7, and would give equal embeddings unequal distances. An embedding of zeros
 * is at distance 1 from all others, as {@link Distances#COSINE} has it.
 *
 * <p>What it makes belongs to the scope that it is made in.
 */
final class Embedded {

  /** Distances in a block: 32 MB of doubles, so that a block and what is made of it stay small. */
  private static final int CELLS = 1 << 22;

  private final NDArray rows; // (N, D)
  private final NDArray directed; // (N, 1): 0 for a row of zeros, else 1; null unless cosine
  private final int[] labels;
  private final Distance distance;

  private Embedded(NDArray rows, NDArray directed, int[] labels, Distance distance) {
    this.rows = rows;
    this.directed = directed;
    this.labels = labels;
    this.distance = distance;
  }

  /**
   * Checks embeddings.
   *
   * @throws IllegalArgumentException unless they are (N, D), N above 0, finite and N labels
   */
  static Embedded of(NDArray embeddings, int[] labels, Distance distance) {
    check(embeddings, labels.length);
    var rows = embeddings.stopGradient();
    if (distance != Distances.COSINE) {
      return new Embedded(rows, null, labels, distance);
    }
    var unit = rows.normalize(2, 1, 1e-12);
    var directed = unit.norm(new int[] {1}, true).gt(0).toType(unit.getDataType(), false);
    return new Embedded(unit, directed, labels, distance);
  }

  static void check(NDArray embeddings, int labels) {
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
    var values = zeros(embeddings);
    for (int row = 0; row < values.length; row++) {
      if (Float.isNaN(values[row])) {
        throw new IllegalArgumentException(
            "embedding %d of %d holds NaN or infinity: look at the sample it was made of, or lower the learning rate"
                .formatted(row, values.length));
      }
    }
  }

  /** A 0 for every row, NaN where it holds NaN or infinity: x − x. */
  private static float[] zeros(NDArray embeddings) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var zeros = embeddings.sub(embeddings).sum(new int[] {1});
      return Transfer.floats(zeros.toType(DataType.FLOAT32, false));
    }
  }

  int size() {
    return labels.length;
  }

  int label(int row) {
    return labels[row];
  }

  /** How many members each class has. */
  Map<Integer, Integer> members() {
    var members = new HashMap<Integer, Integer>();
    for (int label : labels) {
      members.merge(label, 1, Integer::sum);
    }
    return members;
  }

  /** How many rows make a block against so many others. */
  static int blockRows(int others) {
    return Math.max(1, CELLS / others);
  }

  /** The distances of some rows to others, from a first of them on: (to − from, others − first). */
  NDArray distances(int from, int to, Embedded others, int first) {
    var a = slice(rows, from, to);
    var b = slice(others.rows, first, others.size());
    if (directed == null) {
      return distance.pairwise(a, b);
    }
    var both =
        slice(directed, from, to).mul(slice(others.directed, first, others.size()).transpose());
    return cosine(Distances.EUCLIDEAN.pairwise(a, b), both);
  }

  /** The distances of pairs of rows: (P). */
  NDArray between(int[] first, int[] second) {
    var a = chosen(rows, first);
    var b = chosen(rows, second);
    if (directed == null) {
      return distance.between(a, b);
    }
    var both = chosen(directed, first).mul(chosen(directed, second)).squeeze(1);
    return cosine(Distances.EUCLIDEAN.between(a, b), both);
  }

  /** ½|u − v|², and 1 where not both have a direction. */
  private static NDArray cosine(NDArray chord, NDArray both) {
    return chord.square().muli(0.5).muli(both).addi(both.neg().addi(1));
  }

  private static NDArray slice(NDArray array, int from, int to) {
    return array.get(new NDIndex("{}:{}", from, to));
  }

  private static NDArray chosen(NDArray array, int[] rows) {
    return array.get(new NDIndex("{}", Transfer.rows(array.getManager(), rows)));
  }
}
