package dev.siamese.metrics;

import java.util.Locale;
import java.util.Set;

/**
 * How well a cheap first choice of candidate pairs serves the search for duplicates: what it lets
 * slip is lost for good, what it keeps has to be compared.
 *
 * @param candidatePairs pairs that it keeps
 * @param totalPairs pairs that there are
 * @param truePairs duplicate pairs
 * @param retainedTruePairs duplicate pairs among the candidates
 */
public record BlockingMetrics(
    long candidatePairs, long totalPairs, int truePairs, int retainedTruePairs) {

  public BlockingMetrics {
    if (truePairs < 1
        || candidatePairs < retainedTruePairs
        || totalPairs < candidatePairs
        || totalPairs < truePairs
        || retainedTruePairs > truePairs) {
      throw new IllegalArgumentException(
          "%d candidates of %d possible pairs, %d of %d real ones among them: at least one real pair is needed, and no part greater than its whole"
              .formatted(candidatePairs, totalPairs, retainedTruePairs, truePairs));
    }
  }

  /**
   * Compares candidates with what is real.
   *
   * @param possible all pairs: {@link VerificationPairs#pairCount} of one collection's size, or the
   *     product of two collections' sizes where one is linked to the other
   * @throws IllegalArgumentException without a real pair, or with more pairs than are possible
   */
  public static BlockingMetrics of(Set<IdPair> candidates, Set<IdPair> real, long possible) {
    return new BlockingMetrics(
        candidates.size(),
        possible,
        real.size(),
        (int) real.stream().filter(candidates::contains).count());
  }

  /**
   * Pairs completeness: the share of real pairs among the candidates, the best recall to be had.
   */
  public double recall() {
    return (double) retainedTruePairs / truePairs;
  }

  /** The share of all possible pairs that need no comparison, from 0 to 1. */
  public double reductionRatio() {
    return 1 - (double) candidatePairs / totalPairs;
  }

  /** {@code blocking recall 0.9800, reduction ratio 0.9991}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "blocking recall %.4f, reduction ratio %.4f", recall(), reductionRatio());
  }
}
