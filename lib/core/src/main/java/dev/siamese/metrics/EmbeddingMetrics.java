package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distance;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The retrieval and verification metrics of embeddings.
 *
 * @param retrieval over all queries
 * @param pairs over all pairs, or {@link #MAX_PAIRS} sampled ones
 * @param totalPairs the number of all pairs
 * @param statistics over at most 1,000 sampled embeddings; NaN for values without a pair
 */
public record EmbeddingMetrics(
    RetrievalMetrics retrieval,
    PairDistances pairs,
    long totalPairs,
    EmbeddingStatistics statistics)
    implements Metrics {

  /** The largest number of pairs to compare, all pairs of 6,325 embeddings. */
  public static final int MAX_PAIRS = 20_000_000;

  private static final int MAX_STATISTICS = 1000;

  /**
   * Evaluates embeddings.
   *
   * @param embeddings (N, D)
   * @param labels their classes (N)
   * @param distance the distance that pairs are compared by
   * @param seed for the sampling of pairs and embeddings if there are too many
   * @return the metrics
   * @throws IllegalArgumentException if the embeddings contain NaN or infinity, if there are not N
   *     labels, with fewer than two classes, or if no class has two samples
   */
  public static EmbeddingMetrics of(
      NDArray embeddings, int[] labels, Distance distance, Seed seed) {
    LabeledEmbeddings.requireValid(embeddings, labels.length);
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "%d embeddings of 1 class: verification needs at least 2 classes"
              .formatted(labels.length));
    }
    return new EmbeddingMetrics(
        RetrievalMetrics.of(embeddings, labels, distance),
        VerificationPairs.sampled(embeddings, labels, distance, MAX_PAIRS, seed),
        VerificationPairs.pairCount(labels.length),
        statistics(embeddings, labels, distance, seed.derive("statistics")));
  }

  private static EmbeddingStatistics statistics(
      NDArray embeddings, int[] labels, Distance distance, Seed seed) {
    var rows =
        Arrays.stream(seed.permutation(labels.length)).limit(MAX_STATISTICS).sorted().toArray();
    var sampledLabels = Arrays.stream(rows).map(row -> labels[row]).toArray();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var sampled = Tensors.select(embeddings, rows);
      var sampledPairs = VerificationPairs.all(sampled, sampledLabels, distance);
      return EmbeddingStatistics.of(sampled, sampledLabels, distance, sampledPairs);
    }
  }

  /** {@return whether the verification metrics are estimated from sampled pairs} */
  public boolean isSampled() {
    return pairs.size() < totalPairs;
  }

  /** The metrics of retrieval, then those of verification. */
  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<>(retrieval.metrics());
    metrics.putAll(pairs.metrics());
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return retrieval.primaryMetric();
  }

  /** The numbers of queries and pairs, and warnings about the data and the embeddings. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "retrieval over %s%s; verification over %s%s%s%s",
        Counts.of(retrieval.queries(), "query"),
        retrieval.skippedQueries() > 0
            ? String.format(
                Locale.ROOT,
                " (%,d skipped: no other sample of their class)",
                retrieval.skippedQueries())
            : "",
        isSampled() ? String.format(Locale.ROOT, "%,d sampled of ", pairs.size()) : "all ",
        Counts.of(totalPairs, "pair"),
        VerificationSummary.unresolvedFars(pairs),
        statistics.warning());
  }
}
