package dev.siamese.evaluation;

import java.util.Locale;
import java.util.Set;

/**
 * How many of the duplicate pairs found are real, and how many of the real ones are found. Accuracy
 * would say nothing: nearly all pairs of records are no duplicates.
 *
 * @param found pairs that were called duplicates
 * @param real pairs that are
 * @param right pairs that were and are
 */
public record Duplicates(int found, int real, int right) {

  public Duplicates {
    if (real < 1 || right < 0 || right > Math.min(found, real)) {
      throw new IllegalArgumentException(
          "%d of %d found pairs right, %d real ones: at least one real pair is needed, and no more right than either"
              .formatted(right, found, real));
    }
  }

  /**
   * Compares what was found with what is real.
   *
   * @throws IllegalArgumentException without a real pair
   */
  public static Duplicates of(Set<IdPair> found, Set<IdPair> real) {
    return new Duplicates(
        found.size(), real.size(), (int) found.stream().filter(real::contains).count());
  }

  /** The share of found pairs that are real, from 0 to 1; 0 if nothing was found. */
  public double precision() {
    return found == 0 ? 0 : (double) right / found;
  }

  /** The share of real pairs that were found, from 0 to 1. */
  public double recall() {
    return (double) right / real;
  }

  /** The harmonic mean of both, from 0 to 1: the primary metric. */
  public double f1() {
    return 2.0 * right / ((double) found + real);
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
        real);
  }
}
