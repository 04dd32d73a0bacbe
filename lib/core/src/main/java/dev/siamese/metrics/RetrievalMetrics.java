package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.index.Neighbours;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well the nearest neighbours of a sample are of its class. All metrics are means over queries,
 * from 0 to 1, greater is better; R is the number of a query's class's other members among the
 * references, and queries without any, whose R is 0, are left out.
 *
 * <p>Equally near references are ranked by their row, the lower first, so that results are the same
 * everywhere. Who is nearest is as certain as if every distance were measured, as precisely as the
 * embeddings' type allows: memory grows with N and not with its square.
 *
 * @param queries over which the means are
 * @param skippedQueries queries that no reference shares its class with
 * @param mapAtR MAP@R (Musgrave, Belongie and Lim 2020), the primary metric: (1/R) Σ over i ≤ R of
 *     the precision at i where the i-th neighbour is of the class, else 0
 * @param rPrecision r / R, where r of the first R neighbours are of the class
 * @param recall for each k the share of queries of whose first k neighbours at least one is of the
 *     class
 */
public record RetrievalMetrics(
    int queries,
    int skippedQueries,
    double mapAtR,
    double rPrecision,
    SortedMap<Integer, Double> recall)
    implements Metrics {

  private static final int[] DEFAULT_KS = {1, 5, 10};

  public RetrievalMetrics {
    recall = Collections.unmodifiableSortedMap(new TreeMap<>(recall));
  }

  /**
   * Every sample asked for its neighbours among all others. An interrupted thread stops after the
   * current block; the result is over the queries until then.
   *
   * @param embeddings (N, D)
   * @param labels their classes
   * @param ks for recall@k; 1, 5 and 10 unless given, and 1 in any case
   * @throws IllegalArgumentException if the embeddings hold NaN or infinity, if their number is not
   *     that of the labels, or if no class has two members
   */
  public static RetrievalMetrics of(
      NDArray embeddings, int[] labels, Distance distance, int... ks) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var all = LabeledEmbeddings.of(embeddings, labels, distance);
      return of(all, all, ks);
    }
  }

  /**
   * Samples asked for their neighbours among a separate set of references.
   *
   * @param queries (N, D)
   * @param queryLabels their classes
   * @param references (M, D)
   * @param referenceLabels their classes
   * @param ks for recall@k; 1, 5 and 10 unless given, and 1 in any case
   * @throws IllegalArgumentException as above, or if no query shares its class with a reference
   */
  public static RetrievalMetrics of(
      NDArray queries,
      int[] queryLabels,
      NDArray references,
      int[] referenceLabels,
      Distance distance,
      int... ks) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var asked = LabeledEmbeddings.of(queries, queryLabels, distance);
      var among = LabeledEmbeddings.of(references, referenceLabels, distance);
      return of(asked, among, ks);
    }
  }

  private static RetrievalMetrics of(
      LabeledEmbeddings queries, LabeledEmbeddings references, int[] ks) {
    var sums = new Accumulator(queries, references, ks.length == 0 ? DEFAULT_KS : ks);
    references
        .index()
        .search(queries.index(), sums::neighboursNeeded, ExactIndex.Filter.ALL, sums::add);
    return sums.result();
  }

  /** The share of queries whose nearest neighbour is of their class: the same as recall@1. */
  public double precisionAt1() {
    return recallAt(1);
  }

  /**
   * The share of queries of whose first k neighbours at least one is of the class.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public double recallAt(int k) {
    var value = recall.get(k);
    if (value == null) {
      throw new IllegalArgumentException(
          "recall@%d is not in the result, which has k = %s: pass k to of(…)"
              .formatted(k, recall.keySet()));
    }
    return value;
  }

  /** By their usual names: {@code precision@1, recall@k …, r_precision, map@r}. */
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

  /** The primary metric, the nearest neighbour, and how many were left out, in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "MAP@R %.4f, R-precision %.4f, precision@1 %.4f over %,d queries (%,d skipped: no other sample of their class)",
        mapAtR,
        rPrecision,
        precisionAt1(),
        queries,
        skippedQueries);
  }

  /** What adds up over the queries. */
  private static final class Accumulator {

    private final LabeledEmbeddings queryEmbeddings;
    private final LabeledEmbeddings referenceEmbeddings;
    private final Map<Integer, Integer> classSizes;
    private final int[] ks;
    private final int[] hitCounts;
    private double mapAtR;
    private double rPrecision;
    private int queries;
    private int skippedQueries;

    Accumulator(LabeledEmbeddings asked, LabeledEmbeddings among, int[] ks) {
      this.queryEmbeddings = asked;
      this.referenceEmbeddings = among;
      classSizes = among.classSizes();
      this.ks = Arrays.copyOf(ks, ks.length + 1);
      this.ks[ks.length] = 1;
      Arrays.sort(this.ks);
      if (this.ks[0] < 1) {
        throw new IllegalArgumentException("recall@k needs k of at least 1, not " + this.ks[0]);
      }
      hitCounts = new int[this.ks.length];
      for (int query = 0; query < asked.size(); query++) {
        skippedQueries += relevantCount(query) == 0 ? 1 : 0;
      }
      if (skippedQueries == asked.size()) {
        throw new IllegalArgumentException(
            "none of %d queries has another sample of its class to be found: every class needs two samples"
                .formatted(skippedQueries));
      }
    }

    /** R of a query. */
    private int relevantCount(int query) {
      int all = classSizes.getOrDefault(queryEmbeddings.label(query), 0);
      return queryEmbeddings == referenceEmbeddings ? all - 1 : all;
    }

    int neighboursNeeded(int query) {
      int r = relevantCount(query);
      return r == 0 ? 0 : Math.max(r, ks[ks.length - 1]);
    }

    void add(int query, Neighbours neighbours) {
      int[] nearest = neighbours.rows();
      int label = queryEmbeddings.label(query);
      int r = relevantCount(query);
      int hits = 0;
      double precisions = 0;
      int first = nearest.length; // the place of the first neighbour of the class
      for (int i = 0; i < nearest.length; i++) {
        if (referenceEmbeddings.label(nearest[i]) == label) {
          first = Math.min(first, i);
          if (i < r) {
            hits++;
            precisions += (double) hits / (i + 1);
          }
        }
      }
      mapAtR += precisions / r;
      rPrecision += (double) hits / r;
      for (int k = 0; k < ks.length; k++) {
        hitCounts[k] += first < Math.min(ks[k], nearest.length) ? 1 : 0;
      }
      queries++;
    }

    RetrievalMetrics result() {
      var recall = new TreeMap<Integer, Double>();
      for (int k = 0; k < ks.length; k++) {
        recall.put(ks[k], (double) hitCounts[k] / queries);
      }
      return new RetrievalMetrics(
          queries, skippedQueries, mapAtR / queries, rPrecision / queries, recall);
    }
  }
}
