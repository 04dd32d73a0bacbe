package dev.siamese.match;

import dev.siamese.model.Encoder;
import java.util.Locale;

/**
 * Whether two samples are called the same.
 *
 * @param distance between their embeddings
 * @param threshold at or below which two are the same, from the encoder's card
 */
public record MatchDecision(double distance, double threshold) {

  /** Judges a distance by the card of the encoder that it comes from. */
  static MatchDecision of(double distance, Encoder encoder) {
    return new MatchDecision(distance, threshold(encoder));
  }

  /** The threshold of an encoder's card, which must have one. */
  static double threshold(Encoder encoder) {
    return encoder.card().requireThreshold();
  }

  /** Whether the distance is at or below the threshold. */
  public boolean isMatch() {
    return distance <= threshold;
  }

  /** {@code same: 0.213 is not above 0.402}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        isMatch() ? "same: %.3f is not above %.3f" : "different: %.3f is above %.3f",
        distance,
        threshold);
  }
}
