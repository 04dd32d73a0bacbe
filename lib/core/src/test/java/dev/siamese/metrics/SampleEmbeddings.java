package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import java.util.Arrays;

/** Embeddings to judge, and their distances in plain loops. */
final class SampleEmbeddings {

  private SampleEmbeddings() {}

  /** Points with whole coordinates from 0 to below a limit, so that many are equally far apart. */
  static double[][] grid(int n, int dimensions, int limit, long seed) {
    var random = new Seed(seed).generator();
    var points = new double[n][dimensions];
    for (var point : points) {
      Arrays.setAll(point, d -> random.nextInt(limit));
    }
    return points;
  }

  static double[][] gaussian(int n, int dimensions, long seed) {
    var random = new Seed(seed).generator();
    var points = new double[n][dimensions];
    for (var point : points) {
      Arrays.setAll(point, d -> (float) random.nextGaussian());
    }
    return points;
  }

  static int[] labels(int n, int classes, long seed) {
    var random = new Seed(seed).generator();
    return random.ints(n, 0, classes).toArray();
  }

  static NDArray array(NDManager manager, double[][] points) {
    var flat = Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
    return manager.create(flat, new Shape(points.length, points[0].length));
  }

  static NDArray floats(NDManager manager, double[][] points) {
    return array(manager, points).toType(DataType.FLOAT32, false);
  }

  static double distance(Distances by, double[] a, double[] b) {
    double sum = 0;
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int d = 0; d < a.length; d++) {
      sum += by == Distances.MANHATTAN ? Math.abs(a[d] - b[d]) : (a[d] - b[d]) * (a[d] - b[d]);
      dot += a[d] * b[d];
      aa += a[d] * a[d];
      bb += b[d] * b[d];
    }
    return switch (by) {
      case EUCLIDEAN -> Math.sqrt(sum);
      case SQUARED_EUCLIDEAN -> sum;
      case MANHATTAN -> sum;
      case COSINE -> 1 - dot / Math.sqrt(aa * bb);
    };
  }
}
