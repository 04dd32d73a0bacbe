package dev.siamese.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Agglomerative clustering with average linkage of scored pairs: the pairs are visited by
 * descending score, and the clusters of a pair are merged if the mean score between their rows is
 * at least a threshold. Pairs labelled the same are merged first; clusters with a pair labelled
 * different are never merged.
 */
final class ScoreLinkage {

  private static final int MIN_DISJOINT = 30; // labelled pairs, to tell that clusters are pairs
  private static final double MAX_LARGER = 0.05; // of the clusters
  private static final int MAX_MEAN = 1_000; // pairs that the mean of two clusters is taken over

  /** Computes the score of a pair that is no candidate. */
  @FunctionalInterface
  interface Scorer {
    double score(int left, int right);
  }

  private final long[] pairs;
  private final float[] scores;
  private final Map<Long, Boolean> labels;
  private final Scorer scorer;
  private final double threshold;
  private final List<List<Integer>> clusters; // by row; shared by its members
  private final Map<Integer, List<Integer>> different = new HashMap<>();
  private final Map<Long, Integer> refused =
      new HashMap<>(); // two first rows; the sum of the sizes
  private int maxSize; // of a cluster

  /**
   * Clusters rows.
   *
   * @param size the number of rows
   * @param pairs ascending, see {@link SimilarRecords#pair}
   * @param scores of the pairs
   * @param labels whether a labelled pair is the same
   */
  ScoreLinkage(
      int size,
      long[] pairs,
      float[] scores,
      Map<Long, Boolean> labels,
      Scorer scorer,
      double threshold) {
    this.pairs = pairs;
    this.scores = scores;
    this.labels = labels;
    this.scorer = scorer;
    this.threshold = threshold;
    clusters = new ArrayList<>(Collections.nCopies(size, null));
  }

  /**
   * The clusters of at least two rows, ordered by their first row, with ascending rows. If at least
   * 30 pairs are labelled the same and none has a row in common with another, a few larger clusters
   * contradict the labels: each is left with its best pairs.
   */
  List<List<Integer>> cluster() {
    var all = cluster(Integer.MAX_VALUE);
    long larger = all.stream().filter(rows -> rows.size() > 2).count();
    return larger > 0 && larger < MAX_LARGER * all.size() && areDisjoint() ? cluster(2) : all;
  }

  private boolean areDisjoint() {
    var same = labels.keySet().stream().filter(labels::get).toList();
    var rows = new HashSet<Integer>();
    return same.size() >= MIN_DISJOINT
        && same.stream()
            .allMatch(
                pair -> rows.add(SimilarRecords.left(pair)) & rows.add(SimilarRecords.right(pair)));
  }

  private List<List<Integer>> cluster(int limit) {
    maxSize = limit;
    different.clear();
    refused.clear();
    for (int row = 0; row < clusters.size(); row++) {
      clusters.set(row, new ArrayList<>(List.of(row)));
    }
    labels.forEach(
        (pair, same) -> {
          int left = SimilarRecords.left(pair);
          int right = SimilarRecords.right(pair);
          if (same) {
            join(clusters.get(left), clusters.get(right));
          } else {
            different.computeIfAbsent(left, row -> new ArrayList<>()).add(right);
            different.computeIfAbsent(right, row -> new ArrayList<>()).add(left);
          }
        });
    IntStream.range(0, pairs.length)
        .filter(i -> scores[i] >= threshold)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .forEach(i -> merge(SimilarRecords.left(pairs[i]), SimilarRecords.right(pairs[i])));
    var result = new ArrayList<List<Integer>>();
    for (int row = 0; row < clusters.size(); row++) {
      var cluster = clusters.get(row);
      if (cluster.size() > 1 && cluster.stream().min(Integer::compare).orElseThrow() == row) {
        result.add(cluster.stream().sorted().toList());
      }
    }
    return result;
  }

  /** The pairs of rows of one cluster, cluster by cluster, without those labelled different. */
  List<RecordMatcher.Match> matches(List<String> keys) {
    var matches = new ArrayList<RecordMatcher.Match>();
    int cluster = 0;
    for (var rows : cluster()) {
      cluster++;
      for (int i = 0; i < rows.size(); i++) {
        for (int j = i + 1; j < rows.size(); j++) {
          int left = rows.get(i);
          int right = rows.get(j);
          if (labels.getOrDefault(SimilarRecords.pair(left, right), true)) {
            matches.add(
                new RecordMatcher.Match(
                    keys.get(left), keys.get(right), score(left, right), cluster));
          }
        }
      }
    }
    return matches;
  }

  /** The score of a pair: 1 or 0 if it is labelled. */
  double score(int left, int right) {
    long pair = SimilarRecords.pair(left, right);
    var label = labels.get(pair);
    if (label != null) {
      return label ? 1 : 0;
    }
    int index = Arrays.binarySearch(pairs, pair);
    return index >= 0 ? scores[index] : scorer.score(left, right);
  }

  private void merge(int left, int right) {
    var first = clusters.get(left);
    var second = clusters.get(right);
    if (first == second) {
      return;
    }
    long key = SimilarRecords.pair(first.get(0), second.get(0));
    int size = first.size() + second.size();
    if (refused.getOrDefault(key, 0) == size) {
      return;
    }
    if (size <= maxSize && mean(first, second) >= threshold && !areDifferent(first, second)) {
      join(first, second);
    } else if (size > 2) {
      refused.put(key, size);
    }
  }

  private void join(List<Integer> first, List<Integer> second) {
    if (first == second) {
      return;
    }
    var large = first.size() >= second.size() ? first : second;
    var small = large == first ? second : first;
    large.addAll(small);
    small.forEach(row -> clusters.set(row, large));
  }

  private boolean areDifferent(List<Integer> first, List<Integer> second) {
    return !different.isEmpty()
        && first.stream()
            .flatMap(row -> different.getOrDefault(row, List.of()).stream())
            .anyMatch(row -> clusters.get(row) == second);
  }

  private double mean(List<Integer> first, List<Integer> second) {
    long total = (long) first.size() * second.size();
    long step = Math.max(1, total / MAX_MEAN);
    double sum = 0;
    int count = 0;
    for (long i = 0; i < total; i += step, count++) {
      int left = first.get((int) (i / second.size()));
      int right = second.get((int) (i % second.size()));
      sum += score(left, right);
    }
    return sum / count;
  }
}
