package dev.siamese.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Random vectors, and their neighbours from plain loops in double precision. */
final class BruteForce {

  private BruteForce() {}

  static float[][] gaussian(int n, int dimensions, long seed) {
    var random = new Seed(seed).generator();
    var x = new float[n][dimensions];
    for (var row : x) {
      for (int d = 0; d < dimensions; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    return x;
  }

  /** Vectors around Gaussian centres. */
  static float[][] clusters(int n, int dimensions, int centres, double radius, long seed) {
    var x = gaussian(n, dimensions, seed);
    var centre = gaussian(centres, dimensions, seed + 1);
    for (int row = 0; row < n; row++) {
      for (int d = 0; d < dimensions; d++) {
        x[row][d] = (float) (centre[row % centres][d] + radius * x[row][d]);
      }
    }
    return x;
  }

  /** Vectors with few different values, so that many distances are equal. */
  static float[][] grid(int n, int dimensions, int values, long seed) {
    var random = new Seed(seed).generator();
    var x = new float[n][dimensions];
    for (var row : x) {
      for (int d = 0; d < dimensions; d++) {
        row[d] = random.nextInt(values);
      }
    }
    return x;
  }

  static double distance(Distance by, float[] a, float[] b) {
    if (by == Distances.MANHATTAN) {
      return IntStream.range(0, a.length).mapToDouble(d -> Math.abs((double) a[d] - b[d])).sum();
    }
    boolean cosine = by == Distances.COSINE;
    double lengthA = cosine ? length(a) : 1;
    double lengthB = cosine ? length(b) : 1;
    if (lengthA == 0 || lengthB == 0) {
      return 1;
    }
    double squares = 0;
    for (int d = 0; d < a.length; d++) {
      double difference = a[d] / lengthA - b[d] / lengthB;
      squares += difference * difference;
    }
    return by == Distances.EUCLIDEAN ? Math.sqrt(squares) : cosine ? squares / 2 : squares;
  }

  private static double length(float[] a) {
    return Math.sqrt(IntStream.range(0, a.length).mapToDouble(d -> (double) a[d] * a[d]).sum());
  }

  static int[] search(Distance by, float[] query, float[][] rows, int k, IntPredicate filter) {
    var distances = Arrays.stream(rows).mapToDouble(row -> distance(by, query, row)).toArray();
    return IntStream.range(0, rows.length)
        .filter(filter)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distances[i])) // stable
        .limit(k)
        .mapToInt(i -> i)
        .toArray();
  }

  static void assertNeighbours(
      Distance by, float[] query, float[][] rows, int k, IntPredicate filter, Neighbours found) {
    var expected = search(by, query, rows, k, filter);
    assertArrayEquals(expected, found.rows(), () -> by + ": " + Arrays.toString(found.distances()));
    for (int i = 0; i < expected.length; i++) {
      double distance = distance(by, query, rows[expected[i]]);
      double tolerance = by == Distances.MANHATTAN ? 1e-6 : 1e-12; // of float32, of double
      assertEquals(distance, found.distances()[i], tolerance * Math.max(1, distance));
    }
  }

  static void assertSearchSelf(Distance by, float[][] x, int k) {
    var found = ExactIndex.of(x, by).searchSelf(k);
    for (int row = 0; row < x.length; row++) {
      int self = row;
      assertNeighbours(by, x[row], x, k, other -> other != self, found.get(row));
    }
  }
}
