package dev.siamese.distance;

/**
 * Squared distances, summed always in the same order: four sums that do not depend on each other.
 */
final class SquaredDistance {

  private SquaredDistance() {}

  /**
   * Σ(a − b)² of two vectors within two arrays.
   *
   * @param a where the first vector starts in {@code values}
   * @param b where the second vector starts in {@code others}
   */
  static double between(double[] values, int a, double[] others, int b, int dimensions) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int d = 0;
    for (; d + 3 < dimensions; d += 4) {
      double d0 = values[a + d] - others[b + d];
      double d1 = values[a + d + 1] - others[b + d + 1];
      double d2 = values[a + d + 2] - others[b + d + 2];
      double d3 = values[a + d + 3] - others[b + d + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; d < dimensions; d++) {
      double difference = values[a + d] - others[b + d];
      s0 += difference * difference;
    }
    return s0 + s1 + (s2 + s3);
  }
}
