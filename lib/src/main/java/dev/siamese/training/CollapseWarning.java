package dev.siamese.training;

import java.util.Locale;

/**
 * Notices when embeddings crowd together until all are alike, and says so once.
 *
 * <p>The sign is an effective rank that has fallen to a quarter of the highest seen, or a
 * uniformity so near to 0 that all embeddings point the same way: within about 9 degrees.
 */
final class CollapseWarning {

  private static final double PART = 0.25;
  private static final double ONE_WAY = -0.05;

  private double highest;
  private boolean warned;

  void look(Validation validation, TrainingListener listener) {
    if (validation.health().isEmpty()) {
      return;
    }
    double rank = validation.health().get("effective_rank");
    highest = Math.max(highest, rank);
    boolean collapsed = rank < PART * highest || validation.health().get("uniformity") > ONE_WAY;
    if (collapsed && !warned) {
      warned = true;
      listener.onWarning(
          String.format(
              Locale.ROOT,
              "The embeddings are collapsing: they use %.1f dimensions, after %.1f at most. Mine"
                  + " semi-hard triplets instead of hard ones, lower the learning rate, or put more"
                  + " classes into a batch.",
              rank,
              highest));
    }
  }
}
