package dev.siamese.training;

import java.util.Locale;

/**
 * Notices when embeddings crowd into few directions, as all become alike, and says so once.
 *
 * <p>The sign is an effective rank that has fallen to a quarter of the highest seen, or that is
 * hardly above the 1 of identical embeddings.
 */
final class CollapseWarning {

  private static final double PART = 0.25;
  private static final double HARDLY_ONE = 1.2;

  private double highest;
  private boolean warned;

  void look(double effectiveRank, TrainingListener listener) {
    highest = Math.max(highest, effectiveRank);
    if (!warned && (effectiveRank < PART * highest || effectiveRank < HARDLY_ONE)) {
      warned = true;
      listener.onWarning(
          String.format(
              Locale.ROOT,
              "The embeddings are collapsing: they use %.1f dimensions, after %.1f at most. Mine"
                  + " semi-hard triplets instead of hard ones, lower the learning rate, or put more"
                  + " classes into a batch.",
              effectiveRank,
              highest));
    }
  }
}
