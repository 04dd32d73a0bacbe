package dev.siamese.metrics;

import java.util.Locale;

/**
 * The distance at or below which a pair is called the same, and how that fares on the pairs that it
 * was fitted to or tried on. Fit it to validation pairs, report it on test pairs.
 *
 * @param value the distance
 * @param far the share of different pairs that are called the same (FAR)
 * @param frr the share of same pairs that are called different (FRR)
 * @param accuracy the share of all pairs that are called what they are; means little where one kind
 *     is rare
 * @param f1 the harmonic mean of precision and recall, same pairs being what is looked for
 */
public record Threshold(double value, double far, double frr, double accuracy, double f1) {

  /** Whether a pair at this distance is called the same. */
  public boolean accepts(double distance) {
    return distance <= value;
  }

  /** The accuracy if same and different pairs were equally frequent, from 0 to 1. */
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
