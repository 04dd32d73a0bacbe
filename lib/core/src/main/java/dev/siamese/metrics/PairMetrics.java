package dev.siamese.metrics;

import java.util.Locale;
import java.util.Set;

/**
 * How many of the duplicate pairs found are real, and how many of the real ones are found. Accuracy
 * would say nothing: nearly all pairs of records are no duplicates.
 *
 * @param predicted pairs that were called duplicates
 * @param actual pairs that are
 * @param truePositives pairs that were and are
 */
public record PairMetrics(int predicted, int actual, int truePositives) {

  public PairMetrics {
    if (actual < 1 || truePositives < 0 || truePositives > Math.min(predicted, actual)) {
      throw new IllegalArgumentException(
          "%d of %d found pairs right, %d real ones: at least one real pair is needed, and no more right than either"
              .formatted(truePositives, predicted, actual));
    }
  }

  /**
   * Compares what was found with what is real.
   *
   * @throws IllegalArgumentException without a real pair
   */
  public static PairMetrics of(Set<IdPair> found, Set<IdPair> real) {
    return new PairMetrics(
        found.size(), real.size(), (int) found.stream().filter(real::contains).count());
  }

  /** The share of found pairs that are real, from 0 to 1; 0 if nothing was found. */
  public double precision() {
    return predicted == 0 ? 0 : (double) truePositives / predicted;
  }

  /** The share of real pairs that were found, from 0 to 1. */
  public double recall() {
    return (double) truePositives / actual;
  }

  /** The harmonic mean of both, from 0 to 1: the primary metric. */
  public double f1() {
    return 2.0 * truePositives / ((double) predicted + actual);
  }

  /** {@code F1 0.8571, precision 0.9000, recall 0.8182 of 11 real pairs}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "F1 %.4f, precision %.4f, recall %.4f of %,d real pairs",
        f1(),
        precision(),
        recall(),
        actual);
  }
}
