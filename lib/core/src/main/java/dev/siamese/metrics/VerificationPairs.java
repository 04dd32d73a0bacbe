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

/**
 * Measures pairs of embeddings: all of a set, some of a large set, or those that a protocol lists.
 */
public final class VerificationPairs {

  /** Pairs measured in one go: 16 MB of distances. */
  static final int BLOCK_SIZE = 1 << 22;

  private VerificationPairs() {}

  /**
   * All pairs of a set of embeddings: N (N − 1) / 2 distances of 4 bytes each.
   *
   * @param embeddings (N, D)
   * @param labels their classes
   * @throws IllegalArgumentException if the embeddings hold NaN or infinity, or if their number is
   *     not that of the labels
   */
  public static PairDistances all(NDArray embeddings, int[] labels, Distance distance) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var all = LabeledEmbeddings.of(embeddings, labels, distance);
      var collector = collector(all);
      collect(all, collector);
      return collector.collect();
    }
  }

  /**
   * All pairs within each group of a data set, such as the characters of one alphabet, which are
   * harder to tell apart than those of two.
   *
   * @param embeddings (N, D) of all samples
   * @param data what they are of
   * @throws IllegalArgumentException as {@link #all} does
   */
  public static PairDistances withinGroups(NDArray embeddings, Dataset data, Distance distance) {
    var rows = new LinkedHashMap<String, List<Integer>>();
    for (int row = 0; row < data.size(); row++) {
      var group = data.classes().get(data.label(row)).group();
      rows.computeIfAbsent(group, name -> new ArrayList<>()).add(row);
    }
    var collector = new PairCollector();
    for (var group : rows.values()) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var some = group.stream().mapToInt(Integer::intValue).toArray();
        var labels = IntStream.of(some).map(data::label).toArray();
        var all = LabeledEmbeddings.of(Tensors.select(embeddings, some), labels, distance);
        collect(all, collector);
      }
    }
    return collector.collect();
  }

  private static PairCollector collector(LabeledEmbeddings all) {
    long pairs = pairCount(all.size());
    long same = all.classSizes().values().stream().mapToLong(VerificationPairs::pairCount).sum();
    if (pairs - same > Integer.MAX_VALUE - 8 || same > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d embeddings have %d pairs, too many to keep: draw some of them"
              .formatted(all.size(), pairs));
    }
    return new PairCollector((int) same, (int) (pairs - same));
  }

  private static void collect(LabeledEmbeddings all, PairCollector collector) {
    all.index()
        .vectors()
        .forEachPair(
            (row, other, distance) ->
                collector.add((float) distance, all.label(row) == all.label(other)));
  }

  /**
   * Some of a large set's pairs: the list of all pairs is cut into {@code count} equal parts, and
   * one pair is drawn from each. No pair comes twice, and same pairs keep their share.
   *
   * @param embeddings (N, D)
   * @param labels their classes
   * @param count how many pairs; all of them if there are not more
   * @throws IllegalArgumentException as {@link #all} does
   */
  public static PairDistances sampled(
      NDArray embeddings, int[] labels, Distance distance, int count, Seed seed) {
    if (count < 1) {
      throw new IllegalArgumentException("the number of pairs to draw must be above 0: " + count);
    }
    if (pairCount(labels.length) <= count) {
      return all(embeddings, labels, distance);
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var all = LabeledEmbeddings.of(embeddings, labels, distance);
      var draw = new StratifiedPairs(labels.length, count, seed);
      var collector = new PairCollector(64, count);
      for (int from = 0; from < count; from += BLOCK_SIZE) {
        int size = Math.min(BLOCK_SIZE, count - from);
        var first = new int[size];
        var second = new int[size];
        draw.next(first, second);
        var distances = all.index().vectors().between(first, second);
        for (int i = 0; i < size; i++) {
          collector.add((float) distances[i], all.label(first[i]) == all.label(second[i]));
        }
      }
      return collector.collect();
    }
  }

  /**
   * Pairs that come with their data; those of a similarity of at least a half count as the same.
   *
   * @param embeddings (N, D) of all samples of the data
   * @throws IllegalArgumentException if an embedding of a pair holds NaN or infinity
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
   * Pairs that a protocol lists.
   *
   * @param a (P, D)
   * @param b (P, D), the other halves
   * @param same whether the two of a pair belong together
   * @throws IllegalArgumentException if an embedding holds NaN or infinity, or if the numbers
   *     differ
   */
  public static PairDistances paired(NDArray a, NDArray b, boolean[] same, Distance distance) {
    int pairs = same.length;
    if (!a.getShape().equals(b.getShape())) {
      throw new IllegalArgumentException(
          "pairs need embeddings of one shape (P, D), not %s and %s"
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
      var collector = new PairCollector();
      var distances = all.index().vectors().between(first, second);
      for (int i = 0; i < pairs; i++) {
        collector.add((float) distances[i], same[i]);
      }
      return collector.collect();
    }
  }

  /** How many pairs there are of n things: n (n − 1) / 2. */
  public static long pairCount(long n) {
    return n * (n - 1) / 2;
  }
}
