package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.Dataset;
import dev.siamese.data.LabeledPairs;
import dev.siamese.distance.Distance;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Computes the distances of pairs of embeddings: all pairs, sampled pairs or listed pairs. */
public final class VerificationPairs {

  private static final int BLOCK_SIZE = 1 << 22; // pairs

  private VerificationPairs() {}

  /**
   * All pairs: N (N − 1) / 2 distances of 4 bytes each.
   *
   * @param embeddings (N, D)
   * @param labels their classes (N)
   * @param distance the distance that pairs are compared by
   * @return the distances
   * @throws IllegalArgumentException if the embeddings contain NaN or infinity, if there are not N
   *     labels, or with more than 2³¹ pairs
   */
  public static PairDistances all(NDArray embeddings, int[] labels, Distance distance) {
    var all = LabeledEmbeddings.of(embeddings, labels, distance);
    var collector = collector(all);
    collect(all, collector);
    return collector.collect();
  }

  /**
   * All pairs within each group of classes, such as the characters of one alphabet, which are more
   * similar than those of different groups.
   *
   * @param embeddings (N, D), one row per sample of the data
   * @param data the samples with their classes and groups
   * @param distance the distance that pairs are compared by
   * @return the distances
   * @throws IllegalArgumentException as {@link #all} does
   */
  public static PairDistances withinGroups(NDArray embeddings, Dataset data, Distance distance) {
    var rowsByGroup = new LinkedHashMap<String, List<Integer>>();
    for (int row = 0; row < data.size(); row++) {
      var group = data.classes().get(data.label(row)).group();
      rowsByGroup.computeIfAbsent(group, name -> new ArrayList<>()).add(row);
    }
    var collector = new PairCollector();
    for (var group : rowsByGroup.values()) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var rows = group.stream().mapToInt(Integer::intValue).toArray();
        var labels = IntStream.of(rows).map(data::label).toArray();
        collect(
            LabeledEmbeddings.of(Tensors.select(embeddings, rows), labels, distance), collector);
      }
    }
    return collector.collect();
  }

  private static PairCollector collector(LabeledEmbeddings all) {
    long pairs = pairCount(all.size());
    long positive =
        all.classSizes().values().stream().mapToLong(VerificationPairs::pairCount).sum();
    if (pairs - positive > Integer.MAX_VALUE - 8 || positive > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d pairs of %d embeddings do not fit into memory: sample pairs instead"
              .formatted(pairs, all.size()));
    }
    return new PairCollector((int) positive, (int) (pairs - positive));
  }

  private static void collect(LabeledEmbeddings all, PairCollector collector) {
    all.index()
        .vectors()
        .forEachPair(
            (row, other, distance) ->
                collector.add((float) distance, all.label(row) == all.label(other)));
  }

  /**
   * Pairs sampled without replacement by stratified sampling from the list of all pairs, so that
   * the fraction of positive pairs is nearly kept.
   *
   * @param embeddings (N, D)
   * @param labels their classes (N)
   * @param distance the distance that pairs are compared by
   * @param count the number of pairs; if there are no more than that, all of them
   * @param seed for the random sample
   * @return the distances
   * @throws IllegalArgumentException as {@link #all} does, or if the count is below 1
   */
  public static PairDistances sampled(
      NDArray embeddings, int[] labels, Distance distance, int count, Seed seed) {
    if (count < 1) {
      throw new IllegalArgumentException("the number of pairs must be at least 1: " + count);
    }
    if (pairCount(labels.length) <= count) {
      return all(embeddings, labels, distance);
    }
    var all = LabeledEmbeddings.of(embeddings, labels, distance);
    var sampler = new StratifiedPairs(labels.length, count, seed);
    var collector = new PairCollector(64, count);
    for (int from = 0; from < count; from += BLOCK_SIZE) {
      int size = Math.min(BLOCK_SIZE, count - from);
      var first = new int[size];
      var second = new int[size];
      sampler.next(first, second);
      var distances = all.index().vectors().between(first, second);
      for (int i = 0; i < size; i++) {
        collector.add((float) distances[i], all.label(first[i]) == all.label(second[i]));
      }
    }
    return collector.collect();
  }

  /**
   * The labelled pairs of a data set. A similarity of at least 0.5 is positive.
   *
   * @param embeddings (N, D), one row per sample of the data
   * @param pairs the pairs and their similarities
   * @param distance the distance that pairs are compared by
   * @return the distances
   * @throws IllegalArgumentException if an embedding of a pair contains NaN or infinity
   */
  public static PairDistances listed(NDArray embeddings, LabeledPairs pairs, Distance distance) {
    var same = new boolean[pairs.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = pairs.similarity()[i] >= 0.5f;
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var left = Tensors.select(embeddings, pairs.left());
      var right = Tensors.select(embeddings, pairs.right());
      return paired(left, right, same, distance);
    }
  }

  /**
   * Pairs of corresponding rows.
   *
   * @param a (P, D)
   * @param b (P, D)
   * @param same whether each pair is positive (P)
   * @param distance the distance that pairs are compared by
   * @return the distances
   * @throws IllegalArgumentException if an embedding contains NaN or infinity, or if the shapes
   *     differ
   */
  public static PairDistances paired(NDArray a, NDArray b, boolean[] same, Distance distance) {
    int pairs = same.length;
    if (!a.getShape().equals(b.getShape())) {
      throw new IllegalArgumentException(
          "paired embeddings must have one shape (P, D), not %s and %s"
              .formatted(a.getShape(), b.getShape()));
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      LabeledEmbeddings.requireValid(a, pairs);
      var all = LabeledEmbeddings.of(a.concat(b), new int[2 * pairs], distance);
      var first = new int[pairs];
      var second = new int[pairs];
      Arrays.setAll(first, i -> i);
      Arrays.setAll(second, i -> pairs + i);
      var distances = all.index().vectors().between(first, second);
      var collector = new PairCollector();
      for (int i = 0; i < pairs; i++) {
        collector.add((float) distances[i], same[i]);
      }
      return collector.collect();
    }
  }

  /**
   * {@return the number of pairs of n items: n (n − 1) / 2}
   *
   * @param n the number of items
   */
  public static long pairCount(long n) {
    return n * (n - 1) / 2;
  }
}
