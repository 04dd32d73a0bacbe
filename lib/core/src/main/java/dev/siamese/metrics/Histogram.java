package dev.siamese.metrics;

/** Histograms of distances with 60 equal bins from 0 to a maximum. */
public final class Histogram {

  /** The number of bins. */
  public static final int BINS = 60;

  private Histogram() {}

  /**
   * {@return the fraction of distances in each bin; values outside the range are counted in the
   * first or last bin}
   *
   * @param distances the values
   * @param max the upper end of the last bin, above 0
   */
  public static double[] fractions(float[] distances, double max) {
    var counts = new int[BINS];
    for (float distance : distances) {
      int bin = (int) (distance / max * BINS);
      counts[Math.max(0, Math.min(BINS - 1, bin))]++;
    }
    var fractions = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      fractions[bin] = (double) counts[bin] / distances.length;
    }
    return fractions;
  }

  /**
   * {@return the largest of the values, or 1 if none is above 0}
   *
   * @param values arrays of any length
   */
  public static double max(float[]... values) {
    double max = 0;
    for (var some : values) {
      for (float value : some) {
        max = Math.max(max, value);
      }
    }
    return max > 0 ? max : 1;
  }
}
