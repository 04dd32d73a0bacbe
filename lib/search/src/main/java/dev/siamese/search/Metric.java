package dev.siamese.search;

/** The distance of an index; equal to the distances of the same name of the library. */
public enum Metric {
  /** The length of the difference of two vectors. */
  EUCLIDEAN,

  /** One minus the cosine of the angle between two vectors, from 0 to 2. */
  COSINE;

  private static final double MAX_SQUARE = 1e36; // its sums fit into a float

  /**
   * {@return the vector as an index stores it: for cosine distance, of length 1}
   *
   * @param vector finite values
   * @throws IllegalArgumentException if a value is NaN or infinite, or if the metric is cosine and
   *     the length is 0
   */
  float[] prepare(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    if (!(sum <= MAX_SQUARE)) { // NaN, too
      throw new IllegalArgumentException(
          "the vector contains NaN or infinity, or is longer than 1e18");
    }
    if (this == EUCLIDEAN) {
      return vector.clone();
    }
    if (sum == 0) {
      throw new IllegalArgumentException("a vector of length 0 has no cosine distance");
    }
    var unit = new float[vector.length];
    double scale = 1 / Math.sqrt(sum);
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] * scale);
    }
    return unit;
  }

  /** {@return the distance of two prepared vectors with this squared Euclidean distance} */
  double ofSquared(double squared) {
    return this == EUCLIDEAN ? Math.sqrt(squared) : squared / 2; // |a − b|² = 2 − 2 cos for units
  }

  /** {@return the squared Euclidean distance, summed in double precision} */
  static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }
}
