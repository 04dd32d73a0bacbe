package dev.siamese.training;

import java.util.Locale;

/**
 * Notices when embeddings crowd together until all are alike, and says so once.
 *
 * <p>The sign is an effective rank that has fallen to a quarter of the highest seen, or a
 * uniformity so near to 0 that all embeddings point the same way: within about 9 degrees.
 */
final class CollapseDetector {

  private static final double MIN_RANK_FRACTION = 0.25;
  private static final double MAX_UNIFORMITY = -0.05;

  private double highestRank;
  private boolean warned;

  void observe(ValidationResult validation, TrainingListener listener) {
    if (validation.metrics().isEmpty()) {
      return;
    }
    double rank = validation.metrics().get("effective_rank");
    highestRank = Math.max(highestRank, rank);
    boolean collapsed =
        rank < MIN_RANK_FRACTION * highestRank
            || validation.metrics().get("uniformity") > MAX_UNIFORMITY;
    if (collapsed && !warned) {
      warned = true;
      listener.onWarning(
          String.format(
              Locale.ROOT,
              "The embeddings are collapsing: they use %.1f dimensions, after %.1f at most. Mine"
                  + " semi-hard triplets instead of hard ones, lower the learning rate, or put more"
                  + " classes into a batch.",
              rank,
              highestRank));
    }
  }
}
