package dev.siamese.match;

import java.util.Locale;

/**
 * Whether two samples are the same according to an encoder.
 *
 * @param distance of their embeddings
 * @param threshold the greatest distance of a match
 */
public record MatchDecision(double distance, double threshold) {

  /** {@return whether the distance is at or below the threshold} */
  public boolean isMatch() {
    return distance <= threshold;
  }

  /** {@code same: distance 0.213, threshold 0.402}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: distance %.3f, threshold %.3f",
        isMatch() ? "same" : "different",
        distance,
        threshold);
  }
}
