package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * All retrieval and verification metrics of one set of embeddings.
 *
 * @param retrieval how well neighbours are found
 * @param pairs how well pairs are told apart
 * @param totalPairs how many pairs there are; {@code pairs} holds them all, or as many as {@link
 *     #MAX_PAIRS} drawn from them
 */
public record EmbeddingMetrics(RetrievalMetrics retrieval, PairDistances pairs, long totalPairs) {

  /** Up to here all pairs count, which 6,325 embeddings have; of more, this many are drawn. */
  public static final int MAX_PAIRS = 20_000_000;

  /**
   * Measures embeddings.
   *
   * @param embeddings (N, D)
   * @param labels their classes
   * @param seed by which pairs are drawn if there are too many
   * @throws IllegalArgumentException if the embeddings hold NaN or infinity, if their number is not
   *     that of the labels, if there are fewer than two classes, or if no class has two members
   */
  public static EmbeddingMetrics of(
      NDArray embeddings, int[] labels, Distance distance, Seed seed) {
    LabeledEmbeddings.requireValid(embeddings, labels.length);
    long classes = Arrays.stream(labels).distinct().count();
    if (classes < 2) {
      throw new IllegalArgumentException(
          "all %d embeddings are of one class: to tell classes apart takes two"
              .formatted(labels.length));
    }
    return new EmbeddingMetrics(
        RetrievalMetrics.of(embeddings, labels, distance),
        VerificationPairs.sampled(embeddings, labels, distance, MAX_PAIRS, seed),
        VerificationPairs.pairCount(labels.length));
  }

  /** Whether the verification metrics are estimates from drawn pairs. */
  public boolean isSampled() {
    return pairs.size() < totalPairs;
  }

  /** By their usual names, those of retrieval first. */
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<>(retrieval.metrics());
    metrics.putAll(pairs.metrics());
    return metrics;
  }

  /** One row per metric: {@code metric, value}. */
  public static Table table(Map<String, Double> metrics) {
    return MetricsTable.of("metrics", metrics);
  }

  /** Over how many queries and pairs the metrics are, and whether those are all. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "retrieval over %,d queries%s; verification over %s%,d pairs",
        retrieval.queries(),
        retrieval.skippedQueries() > 0
            ? " (" + retrieval.skippedQueries() + " left out: alone in their class)"
            : "",
        isSampled() ? String.format(Locale.ROOT, "%,d drawn of ", pairs.size()) : "all ",
        totalPairs);
  }
}
