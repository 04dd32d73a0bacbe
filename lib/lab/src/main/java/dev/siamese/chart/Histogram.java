package dev.siamese.chart;

/** Counts of distances in 60 bins of equal width. */
final class Histogram {

  static final int BINS = 60;

  private Histogram() {}

  /** The fraction of values in each bin of the range from 0 to {@code max}, which is above 0. */
  static double[] fractions(float[] values, double max) {
    var fractions = new double[BINS];
    for (float value : values) {
      int bin = (int) Math.max(0, Math.min(BINS - 1, value / max * BINS));
      fractions[bin] += 1.0 / values.length;
    }
    return fractions;
  }

  /** The largest value of both, or 1 if none is above 0. */
  static double max(float[] first, float[] second) {
    float max = Math.max(max(first), max(second));
    return max > 0 ? max : 1;
  }

  static float max(float[] values) {
    float max = 0;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
