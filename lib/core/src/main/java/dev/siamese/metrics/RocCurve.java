package dev.siamese.metrics;

/**
 * A receiver operating characteristic (ROC) curve, its points in order of ascending thresholds.
 *
 * @param thresholds the distances up to which pairs are accepted
 * @param far the false accept rate at each threshold, from 0 to 1
 * @param tar the true accept rate at each threshold, from 0 to 1
 */
public record RocCurve(double[] thresholds, double[] far, double[] tar) {

  /**
   * Checks the lengths.
   *
   * @param thresholds any number
   * @param far as many
   * @param tar as many
   */
  public RocCurve {
    if (thresholds.length != far.length || far.length != tar.length) {
      throw new IllegalArgumentException(
          "%d thresholds, %d false and %d true accept rates: the numbers must be equal"
              .formatted(thresholds.length, far.length, tar.length));
    }
  }

  /** {@return the number of points} */
  public int size() {
    return thresholds.length;
  }
}
