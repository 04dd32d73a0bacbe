package dev.siamese.metrics;

import java.util.Locale;

/**
 * A threshold on the distance of pairs and its metrics on some pairs. Choose it on validation pairs
 * and report {@link PairDistances#metricsAt} of test pairs.
 *
 * @param value the distance at or below which a pair is accepted as the same
 * @param far false accept rate, the fraction of negative pairs that are accepted
 * @param frr false reject rate, the fraction of positive pairs that are rejected
 * @param accuracy the fraction of pairs that are classified correctly; depends on the fraction of
 *     positive pairs
 * @param f1 the harmonic mean of the precision and recall of positive pairs
 */
public record Threshold(double value, double far, double frr, double accuracy, double f1) {

  /**
   * {@return whether a pair at a distance is accepted}
   *
   * @param distance the distance of a pair
   */
  public boolean accepts(double distance) {
    return distance <= value;
  }

  /** {@return the mean of the accuracies on positive and on negative pairs: 1 − (FAR + FRR) / 2} */
  public double balancedAccuracy() {
    return 1 - (far + frr) / 2;
  }

  /** {@code 0.412: FAR 1.2 %, FRR 3.4 %}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.4g: FAR %.2f %%, FRR %.2f %%", value, 100 * far, 100 * frr);
  }
}
