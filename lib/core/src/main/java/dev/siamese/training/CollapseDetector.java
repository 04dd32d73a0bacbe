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
  private static final double MAX_NORM = 1e6;

  private double highestRank;
  private boolean warned;

  /** Checks the embeddings of held-out samples after an epoch. */
  void observe(EmbeddingStatistics statistics, TrainingListener listener) {
    double rank = statistics.effectiveRank();
    highestRank = Math.max(highestRank, rank);
    warnOfExplosion(statistics.meanNorm(), listener);
    if (rank < MIN_RANK_FRACTION * highestRank
        || statistics.uniformity() > MAX_UNIFORMITY
        || statistics.isCollapsed()) {
      warnOfCollapse(
          String.format(
              Locale.ROOT,
              "their effective rank is %.1f; the highest so far is %.1f",
              rank,
              highestRank),
          listener);
    }
  }

  /** Checks the embeddings of training samples after an epoch: (N, D). */
  void observe(float[][] embeddings, TrainingListener listener) {
    var norms = new double[embeddings.length];
    double sum = 0;
    for (int i = 0; i < norms.length; i++) {
      norms[i] = Math.sqrt(dot(embeddings[i], embeddings[i]));
      sum += norms[i];
    }
    double similarity = 0; // of all pairs: exp(−2 |u − v|²), where |u − v|² = 2 − 2 cos
    for (int i = 0; i < norms.length; i++) {
      for (int j = 0; j < i; j++) {
        double product = norms[i] * norms[j];
        double cosine = product > 0 ? dot(embeddings[i], embeddings[j]) / product : 1;
        similarity += Math.exp(4 * (cosine - 1));
      }
    }
    double pairs = norms.length * (norms.length - 1.0) / 2;
    warnOfExplosion(sum / norms.length, listener);
    if (Math.log(similarity / pairs) > MAX_UNIFORMITY) {
      warnOfCollapse("those of the training samples are nearly equal", listener);
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (double) a[d] * b[d];
    }
    return sum;
  }

  private void warnOfExplosion(double norm, TrainingListener listener) {
    if (norm > MAX_NORM && !warned) {
      warned = true;
      listener.onWarning(
          String.format(
              Locale.ROOT,
              "The embeddings are exploding: their mean norm is %.3g. Lower the learning rate, or"
                  + " L2-normalise the embeddings.",
              norm));
    }
  }

  private void warnOfCollapse(String reason, TrainingListener listener) {
    if (!warned) {
      warned = true;
      listener.onWarning(
          "The embeddings are collapsing: "
              + reason
              + ". Mine semi-hard triplets instead of hard ones, lower the learning rate, or put"
              + " more classes into a batch.");
    }
  }
}
