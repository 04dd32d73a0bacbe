package dev.siamese.training;

import dev.siamese.metrics.EmbeddingStatistics;
import java.util.Locale;

/**
 * Warns once when the embeddings collapse to a point or to a few directions, or explode.
 *
 * <p>It does so when the uniformity is above −0.05, where all embeddings are within about 9 degrees
 * of one direction. On held-out samples, it also does so when the effective rank falls below a
 * quarter of its maximum so far; that of training samples falls to the number of classes.
 */
final class CollapseDetector {

  private static final double MIN_RANK_FRACTION = 0.25;
  private static final double MAX_UNIFORMITY = -0.05;

  private double highestRank;
  private boolean warned;

  /**
   * Checks the embeddings after an epoch.
   *
   * @param heldOut whether they are of held-out samples
   */
  void observe(EmbeddingStatistics statistics, boolean heldOut, TrainingListener listener) {
    double rank = statistics.effectiveRank();
    highestRank = Math.max(highestRank, rank);
    boolean fewDirections = heldOut && rank < MIN_RANK_FRACTION * highestRank;
    boolean collapsed =
        fewDirections || statistics.uniformity() > MAX_UNIFORMITY || statistics.isCollapsed();
    if (statistics.isExploded() && !warned) {
      warned = true;
      listener.onWarning(
          String.format(
              Locale.ROOT,
              "The embeddings are exploding: their mean norm is %.3g. Lower the learning rate, or"
                  + " L2-normalise the embeddings.",
              statistics.meanNorm()));
    }
    if (collapsed && !warned) {
      warned = true;
      listener.onWarning(
          String.format(
              Locale.ROOT,
              "The embeddings are collapsing: %s. Mine semi-hard triplets instead of hard ones, lower"
                  + " the learning rate, or put more classes into a batch.",
              fewDirections
                  ? String.format(
                      Locale.ROOT,
                      "their effective rank is %.1f; the highest so far is %.1f",
                      rank,
                      highestRank)
                  : "those of the %s samples are nearly equal"
                      .formatted(heldOut ? "held-out" : "training")));
    }
  }
}
