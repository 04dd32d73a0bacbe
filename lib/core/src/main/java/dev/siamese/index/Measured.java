package dev.siamese.index;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Embeddings and the distance that they are compared by, for evaluation: without gradients, and as
 * precisely as their numbers allow.
 *
 * <p>Euclidean, squared Euclidean and cosine distance are computed in double precision, one pair
 * like any other and alike on every machine: equal embeddings are at equal distances, and near ones
 * lose nothing to cancellation. Every other distance is asked as it is.
 */
public final class Measured {

  /** Numbers gathered in one go where the device computes: 16 MB. */
  private static final int GATHERED = 1 << 22;

  /** Pairs of points that are measured together. */
  private static final int TOGETHER = 1 << 18;

  private final NDArray rows; // (N, D)
  private final Distance distance;
  private final Points points; // null where the distance follows from no straight line

  /**
   * Takes embeddings, which must stay open.
   *
   * @param embeddings (N, D), finite
   */
  public Measured(NDArray embeddings, Distance distance) {
    rows = embeddings.stopGradient();
    this.distance = distance;
    points = Points.measures(distance) ? new Points(rows, (Distances) distance) : null;
  }

  /** The number of embeddings. */
  public int size() {
    return Math.toIntExact(rows.getShape().get(0));
  }

  int dimensions() {
    return Math.toIntExact(rows.getShape().get(1));
  }

  NDArray rows() {
    return rows;
  }

  /** Some of the rows, in the order given. */
  NDArray rows(int... numbers) {
    return rows.get(new NDIndex("{}", Tensors.indices(rows.getManager(), numbers)));
  }

  Distance distance() {
    return distance;
  }

  Points points() {
    return points;
  }

  /** The distances of pairs of rows: (P). */
  public double[] between(int[] first, int[] second) {
    var distances = new double[first.length];
    if (points != null) {
      int parts = first.length / TOGETHER + 1;
      IntStream.range(0, parts)
          .parallel()
          .forEach(
              part -> {
                int from = (int) ((long) first.length * part / parts);
                int to = (int) ((long) first.length * (part + 1) / parts);
                for (int pair : bySecond(second, from, to)) {
                  distances[pair] = points.distance(first[pair], points, second[pair]);
                }
              });
      return distances;
    }
    int block = Math.max(1, GATHERED / dimensions());
    for (int from = 0; from < first.length; from += block) {
      int to = Math.min(first.length, from + block);
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var some = distance.paired(chosen(first, from, to), chosen(second, from, to));
        var numbers = Tensors.toDoubleArray(some.toType(DataType.FLOAT64, false));
        System.arraycopy(numbers, 0, distances, from, numbers.length);
      }
    }
    return distances;
  }

  /** Pairs in the order of their second rows: each is read from far away once for many. */
  private int[] bySecond(int[] second, int from, int to) {
    var places = new int[size() + 1];
    for (int pair = from; pair < to; pair++) {
      places[second[pair] + 1]++;
    }
    Arrays.parallelPrefix(places, Integer::sum);
    var pairs = new int[to - from];
    for (int pair = from; pair < to; pair++) {
      pairs[places[second[pair]]++] = pair;
    }
    return pairs;
  }

  private NDArray chosen(int[] numbers, int from, int to) {
    return rows(Arrays.copyOfRange(numbers, from, to));
  }

  /**
   * The distances of some rows to themselves and to all later ones: row i to row j, both counted
   * from the first, at i (N − from) + j. What lies below the diagonal may be 0.
   */
  public float[] toLater(int from, int to) {
    int columns = size() - from;
    if (points == null) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var later = new NDIndex("{}:", from);
        var all = distance.allPairs(rows.get(from + ":" + to), rows.get(later));
        return Tensors.toFloatArray(all.toType(DataType.FLOAT32, false));
      }
    }
    var distances = new float[(to - from) * columns];
    IntStream.range(from, to)
        .parallel()
        .forEach(
            row -> {
              for (int other = row; other < size(); other++) {
                distances[(row - from) * columns + other - from] =
                    (float) points.distance(row, points, other);
              }
            });
    return distances;
  }
}
