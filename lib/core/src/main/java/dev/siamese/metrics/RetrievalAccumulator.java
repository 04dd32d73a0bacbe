package dev.siamese.metrics;

import dev.siamese.index.ExactIndex;
import dev.siamese.index.Neighbours;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Sums the retrieval metrics of queries. */
final class RetrievalAccumulator {

  private final LabeledEmbeddings queries;
  private final LabeledEmbeddings references;
  private final Map<Integer, Integer> classSizes;
  private final int[] ks;
  private final double[] recall;
  private double mapAtR;
  private double rPrecision;
  private int evaluated;
  private int skipped;

  /** Accepts any k of at least 1 for recall@k, in any order, and adds 1. */
  RetrievalAccumulator(LabeledEmbeddings queries, LabeledEmbeddings references, int[] ks) {
    this.queries = queries;
    this.references = references;
    classSizes = references.classSizes();
    this.ks = Arrays.copyOf(ks, ks.length + 1);
    this.ks[ks.length] = 1;
    Arrays.sort(this.ks);
    if (this.ks[0] < 1) {
      throw new IllegalArgumentException("k of recall@k must be at least 1: " + this.ks[0]);
    }
    recall = new double[this.ks.length];
    for (int query = 0; query < queries.size(); query++) {
      skipped += relevant(query) == 0 ? 1 : 0;
    }
    if (skipped == queries.size()) {
      throw new IllegalArgumentException(
          "none of %d queries has another sample of its class among the references: pass classes with at least 2 samples"
              .formatted(skipped));
    }
  }

  RetrievalMetrics run() {
    references
        .index()
        .search(
            queries.index(),
            this::neighbours,
            Double.POSITIVE_INFINITY,
            ExactIndex.Filter.ALL,
            this::add);
    var means = new TreeMap<Integer, Double>();
    for (int k = 0; k < ks.length; k++) {
      means.put(ks[k], recall[k] / evaluated);
    }
    return new RetrievalMetrics(
        evaluated, skipped, mapAtR / evaluated, rPrecision / evaluated, means);
  }

  /** R, the number of relevant references of a query. */
  private int relevant(int query) {
    int size = classSizes.getOrDefault(queries.label(query), 0);
    return queries == references ? size - 1 : size;
  }

  /** The number of ranks that the metrics of a query depend on. */
  private int ranks(int query) {
    return Math.max(relevant(query), ks[ks.length - 1]);
  }

  /** The number of neighbours to search: one more, to see whether the last rank is tied. */
  private int neighbours(int query) {
    return relevant(query) == 0 ? 0 : ranks(query) + 1;
  }

  private void add(int query, Neighbours found) {
    var ranking = new ExpectedRanking(relevant(query), ks);
    int ranks = ranks(query);
    for (int from = 0, to; from < Math.min(ranks, found.size()); from = to) {
      int relevant = 0;
      for (to = from; to < found.size() && isTied(found, from, to); to++) {
        relevant += references.label(found.rows()[to]) == queries.label(query) ? 1 : 0;
      }
      if (to > ranks) { // the group may have more members than were found
        addTies(ranking, query, found.distances()[from], to - from, relevant);
      } else {
        ranking.add(to - from, relevant);
      }
    }
    mapAtR += ranking.mapAtR();
    rPrecision += ranking.rPrecision();
    for (int k = 0; k < ks.length; k++) {
      recall[k] += ranking.recall(k);
    }
    evaluated++;
  }

  private static boolean isTied(Neighbours found, int i, int j) {
    return found.distances()[i] == found.distances()[j];
  }

  /** Counts all references at a distance, of which some were found. */
  private void addTies(
      ExpectedRanking ranking, int query, double distance, int found, int relevantFound) {
    var distances =
        queries
            .index()
            .vectors()
            .block(query, query + 1, references.index().vectors(), 0, references.size());
    int size = 0;
    int relevant = 0;
    for (int row = 0; row < distances.length; row++) {
      boolean isSelf = queries == references && row == query;
      if (distances[row] == distance && !isSelf) {
        size++;
        relevant += references.label(row) == queries.label(query) ? 1 : 0;
      }
    }
    // a distance that depends on the block may be counted too seldom
    ranking.add(Math.max(size, found), Math.max(relevant, relevantFound));
  }
}
