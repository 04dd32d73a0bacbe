package dev.siamese.metrics;

import dev.siamese.metrics.PairMetrics.IdPair;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How well blocking, the choice of candidate pairs, serves deduplication: true pairs that are not
 * candidates cannot be found later, and every candidate has to be compared.
 *
 * @param candidatePairs the number of candidate pairs
 * @param totalPairs the number of all pairs
 * @param truePairs the number of true pairs
 * @param retainedTruePairs the number of true pairs among the candidates
 */
public record BlockingMetrics(
    long candidatePairs, long totalPairs, int truePairs, int retainedTruePairs) implements Metrics {

  /**
   * Checks the counts.
   *
   * @param candidatePairs at most {@code totalPairs}
   * @param totalPairs at least the other counts
   * @param truePairs at least 1
   * @param retainedTruePairs at most {@code truePairs}
   */
  public BlockingMetrics {
    if (truePairs < 1
        || candidatePairs < retainedTruePairs
        || totalPairs < candidatePairs
        || totalPairs < truePairs
        || retainedTruePairs > truePairs) {
      throw new IllegalArgumentException(
          "%d candidates of %d pairs, with %d of %d true pairs: at least 1 true pair is needed, and no subset may be larger than its set"
              .formatted(candidatePairs, totalPairs, retainedTruePairs, truePairs));
    }
  }

  /**
   * Compares candidate pairs with the true pairs.
   *
   * @param candidates the candidate pairs
   * @param truePairs the true pairs
   * @param totalPairs the number of all pairs: {@link VerificationPairs#pairCount} of the size of
   *     one collection, or the product of the sizes of two
   * @return the metrics
   * @throws IllegalArgumentException without a true pair, or with more pairs than {@code
   *     totalPairs}
   */
  public static BlockingMetrics of(Set<IdPair> candidates, Set<IdPair> truePairs, long totalPairs) {
    return new BlockingMetrics(
        candidates.size(),
        totalPairs,
        truePairs.size(),
        (int) truePairs.stream().filter(candidates::contains).count());
  }

  /** {@return pairs completeness: the fraction of true pairs among the candidates} */
  public double recall() {
    return (double) retainedTruePairs / truePairs;
  }

  /** {@return the fraction of all pairs that are not candidates} */
  public double reductionRatio() {
    return 1 - (double) candidatePairs / totalPairs;
  }

  /** {@code blocking_recall, reduction_ratio}. */
  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("blocking_recall", recall());
    metrics.put("reduction_ratio", reductionRatio());
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return "blocking_recall";
  }

  /** {@code blocking recall 0.9800, reduction ratio 0.9991}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "blocking recall %.4f, reduction ratio %.4f", recall(), reductionRatio());
  }
}
