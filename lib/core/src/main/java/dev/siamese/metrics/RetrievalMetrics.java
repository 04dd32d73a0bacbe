package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.tensor.internal.Counts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well the nearest references of a query are of its class. All metrics are means over queries,
 * from 0 to 1, greater is better. R is the number of relevant references of a query, those of its
 * class without itself; queries with R = 0 are skipped.
 *
 * <p>Equally near references are ranked in random order: the metrics are expected values over all
 * orders, so that embeddings that have collapsed score like a random ranking. The neighbours are
 * exact; memory grows with N, not with N².
 *
 * @param queries the number of evaluated queries
 * @param skippedQueries the number of queries without a relevant reference
 * @param mapAtR MAP@R (Musgrave, Belongie and Lim 2020), the primary metric: (1/R) Σ over i ≤ R of
 *     the precision at i if the i-th neighbour is relevant, else 0
 * @param rPrecision the fraction of relevant references among the first R neighbours
 * @param recall for each k the fraction of queries with at least one relevant reference among the
 *     first k neighbours
 */
public record RetrievalMetrics(
    int queries,
    int skippedQueries,
    double mapAtR,
    double rPrecision,
    SortedMap<Integer, Double> recall)
    implements Metrics {

  private static final int[] DEFAULT_KS = {1, 5, 10};

  /**
   * Sorts the recall by k.
   *
   * @param queries evaluated
   * @param skippedQueries not evaluated
   * @param mapAtR from 0 to 1
   * @param rPrecision from 0 to 1
   * @param recall from 0 to 1 for each k
   */
  public RetrievalMetrics {
    recall = Collections.unmodifiableSortedMap(new TreeMap<>(recall));
  }

  /**
   * Evaluates each sample as a query with all others as references. An interrupted thread stops
   * after the current block of queries and returns the metrics of the queries so far.
   *
   * @param embeddings (N, D)
   * @param labels their classes (N)
   * @param distance the distance that pairs are compared by
   * @param ks for recall@k; 1 is always included. Default: 1, 5, 10
   * @return the metrics
   * @throws IllegalArgumentException if the embeddings contain NaN or infinity, if there are not N
   *     labels, or if no class has two samples
   */
  public static RetrievalMetrics of(
      NDArray embeddings, int[] labels, Distance distance, int... ks) {
    var all = LabeledEmbeddings.of(embeddings, labels, distance);
    return of(all, all, ks);
  }

  /**
   * Evaluates queries with separate references.
   *
   * @param queries (N, D)
   * @param queryLabels their classes (N)
   * @param references (M, D)
   * @param referenceLabels their classes (M)
   * @param distance the distance that pairs are compared by
   * @param ks for recall@k; 1 is always included. Default: 1, 5, 10
   * @return the metrics
   * @throws IllegalArgumentException as above, or if no query has a reference of its class
   */
  public static RetrievalMetrics of(
      NDArray queries,
      int[] queryLabels,
      NDArray references,
      int[] referenceLabels,
      Distance distance,
      int... ks) {
    return of(
        LabeledEmbeddings.of(queries, queryLabels, distance),
        LabeledEmbeddings.of(references, referenceLabels, distance),
        ks);
  }

  private static RetrievalMetrics of(
      LabeledEmbeddings queries, LabeledEmbeddings references, int[] ks) {
    return new RetrievalAccumulator(queries, references, ks.length == 0 ? DEFAULT_KS : ks).run();
  }

  /** {@return the fraction of queries whose nearest reference is relevant, equal to recall@1} */
  public double precisionAt1() {
    return recallAt(1);
  }

  /**
   * {@return the fraction of queries with at least one relevant reference among the first k
   * neighbours}
   *
   * @param k the number of neighbours
   * @throws IllegalArgumentException unless k was passed to {@code of}
   */
  public double recallAt(int k) {
    var value = recall.get(k);
    if (value == null) {
      throw new IllegalArgumentException(
          "recall@%d was not computed, only that of k = %s".formatted(k, recall.keySet()));
    }
    return value;
  }

  /** {@code precision@1, recall@k …, r_precision, map@r}. */
  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("precision@1", precisionAt1());
    recall.forEach((k, value) -> metrics.put("recall@" + k, value));
    metrics.put("r_precision", rPrecision);
    metrics.put("map@r", mapAtR);
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return "map@r";
  }

  /**
   * {@code MAP@R 0.7431, R-precision 0.7711, precision@1 0.9023 over 1,000 queries (3 skipped)}.
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "MAP@R %.4f, R-precision %.4f, precision@1 %.4f over %s (%,d skipped: no other sample of their class)",
        mapAtR,
        rPrecision,
        precisionAt1(),
        Counts.of(queries, "query"),
        skippedQueries);
  }
}
