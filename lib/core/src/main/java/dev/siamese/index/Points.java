package dev.siamese.index;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Embeddings as points in double precision whose distance follows from the straight line between
 * them.
 *
 * <p>Cosine distance is ½|u − v|² of the embeddings brought to length 1: 1 − u·v would lose what is
 * below 1e-16, and would give equal embeddings unequal distances. An embedding of zeros is at
 * distance 1 from all others, as {@link dev.siamese.distance.Distances#COSINE} has it.
 */
final class Points {

  /** Numbers copied from the device in one go: 32 MB. */
  private static final int COPIED = 1 << 22;

  private final Distances distance;
  private final double[][] rows; // N of D
  private final boolean[] undirected; // embeddings of zeros, whose angle to others is a right one

  Points(NDArray embeddings, Distances distance) {
    this.distance = distance;
    rows = copy(embeddings);
    undirected = new boolean[rows.length];
    if (distance == Distances.COSINE) {
      IntStream.range(0, rows.length)
          .parallel()
          .forEach(row -> undirected[row] = !normalize(rows[row]));
    }
  }

  /** Whether it is one of those distances. */
  static boolean measures(Distance distance) {
    return distance == Distances.EUCLIDEAN
        || distance == Distances.SQUARED_EUCLIDEAN
        || distance == Distances.COSINE;
  }

  private static double[][] copy(NDArray embeddings) {
    int n = Math.toIntExact(embeddings.getShape().get(0));
    int dimensions = Math.toIntExact(embeddings.getShape().get(1));
    var rows = new double[n][];
    int block = Math.max(1, COPIED / dimensions);
    for (int from = 0; from < n; from += block) {
      int to = Math.min(n, from + block);
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var some = embeddings.get(from + ":" + to).toType(DataType.FLOAT64, false);
        var flat = Tensors.toDoubleArray(some);
        for (int row = from; row < to; row++) {
          int start = (row - from) * dimensions;
          rows[row] = Arrays.copyOfRange(flat, start, start + dimensions);
        }
      }
    }
    return rows;
  }

  /** Brings a vector to length 1, unless it is one of zeros. */
  private static boolean normalize(double[] row) {
    double largest = 0;
    for (double x : row) {
      largest = Math.max(largest, Math.abs(x));
    }
    if (largest > 0) {
      double squares = 0;
      for (double x : row) {
        squares += (x / largest) * (x / largest);
      }
      double length = Math.sqrt(squares);
      for (int d = 0; d < row.length; d++) {
        row[d] = row[d] / largest / length;
      }
    }
    return largest > 0;
  }

  int size() {
    return rows.length;
  }

  int dimensions() {
    return rows[0].length;
  }

  double[] row(int i) {
    return rows[i];
  }

  boolean undirected(int i) {
    return undirected[i];
  }

  double distance(int i, Points others, int j) {
    var a = rows[i];
    var b = others.rows[j];
    return switch (distance) {
      case EUCLIDEAN -> Math.sqrt(squared(a, b));
      case COSINE -> undirected[i] || others.undirected[j] ? 1 : 0.5 * squared(a, b);
      default -> squared(a, b);
    };
  }

  /** |a − b|², always summed in the same order: four sums that do not wait for each other. */
  private static double squared(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int d = 0;
    for (; d + 3 < a.length; d += 4) {
      double d0 = a[d] - b[d];
      double d1 = a[d + 1] - b[d + 1];
      double d2 = a[d + 2] - b[d + 2];
      double d3 = a[d + 3] - b[d + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; d < a.length; d++) {
      s0 += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return s0 + s1 + (s2 + s3);
  }
}
