package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import dev.siamese.data.Records;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.metrics.IdPair;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Pairs of records that are worth judging, by ascending distance: each record with those nearest to
 * it. All other pairs are left aside (blocking), for nearly all pairs are of different things.
 *
 * @param records what the rows point into
 * @param first the lower row of each pair
 * @param second the higher row of each pair
 * @param distances of the pairs, ascending
 */
public record CandidatePairs(Records records, int[] first, int[] second, double[] distances) {

  /** The nearest of every record among all others of one collection. */
  public static CandidatePairs selfJoin(Encoder encoder, Records records, int neighbours) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var embeddings = encoder.embed(records, manager);
      return selfJoin(records, embeddings, encoder.card().distance(), neighbours);
    }
  }

  /** As above, of records that are embedded already: (N, D). */
  static CandidatePairs selfJoin(
      Records records, NDArray embeddings, Distance distance, int neighbours) {
    var index = ExactIndex.of(embeddings, distance);
    return nearest(records, index, neighbours, ExactIndex.Filter.ALL);
  }

  /**
   * The nearest of every record of each of two collections in the other one.
   *
   * @return pairs of {@code left.and(right)}
   */
  public static CandidatePairs crossJoin(
      Encoder encoder, Records left, Records right, int neighbours) {
    var both = left.concat(right);
    IntPredicate isLeft = row -> row < left.size();
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var index = ExactIndex.of(encoder.embed(both, manager), encoder.card().distance());
      return nearest(
          both, index, neighbours, (query, other) -> isLeft.test(query) != isLeft.test(other));
    }
  }

  private static CandidatePairs nearest(
      Records records, ExactIndex index, int neighbours, ExactIndex.Filter filter) {
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "a record needs at least 1 neighbour to be compared with, not " + neighbours);
    }
    int n = records.size();
    var pairs = LongStream.builder(); // both numbers in one
    index.search(
        index,
        query -> neighbours,
        filter,
        (query, nearest) -> {
          for (int other : nearest.rows()) {
            pairs.add((long) Math.min(query, other) * n + Math.max(query, other));
          }
        });
    var ordered = pairs.build().sorted().distinct().toArray(); // once, whoever found it
    var first = Arrays.stream(ordered).mapToInt(pair -> (int) (pair / n)).toArray();
    var second = Arrays.stream(ordered).mapToInt(pair -> (int) (pair % n)).toArray();
    return sortedByDistance(records, first, second, index.vectors().between(first, second));
  }

  private static CandidatePairs sortedByDistance(
      Records records, int[] first, int[] second, double[] distances) {
    var order =
        IntStream.range(0, distances.length)
            .boxed()
            .sorted((a, b) -> Double.compare(distances[a], distances[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new CandidatePairs(records, first, second, distances).select(order);
  }

  /** The distances of pairs of rows by some other rule. */
  @FunctionalInterface
  public interface PairScorer {

    /** One distance for each pair. */
    double[] distances(Records records, int[] first, int[] second);
  }

  /** The same pairs, judged and ordered by another rule. */
  public CandidatePairs rescored(PairScorer rule) {
    return sortedByDistance(records, first, second, rule.distances(records, first, second));
  }

  /** The number of pairs. */
  public int size() {
    return first.length;
  }

  /** Some of the pairs, in the order given, which must be ascending. */
  public CandidatePairs select(int... pairs) {
    return new CandidatePairs(
        records,
        Arrays.stream(pairs).map(i -> first[i]).toArray(),
        Arrays.stream(pairs).map(i -> second[i]).toArray(),
        Arrays.stream(pairs).mapToDouble(i -> distances[i]).toArray());
  }

  /** The pairs of which at least one record is wanted. */
  public CandidatePairs involving(IntPredicate wanted) {
    return select(
        IntStream.range(0, size())
            .filter(i -> wanted.test(first[i]) || wanted.test(second[i]))
            .toArray());
  }

  /** The pairs at or below a threshold: those that are called the same. */
  public CandidatePairs withinThreshold(double threshold) {
    return select(IntStream.range(0, size()).filter(i -> distances[i] <= threshold).toArray());
  }

  /**
   * The pairs that are left when every record may be in one only, the nearest being chosen first.
   */
  public CandidatePairs oneToOne() {
    var taken = new HashSet<Integer>();
    return select(
        IntStream.range(0, size())
            .filter(
                i -> {
                  boolean free = !taken.contains(first[i]) && !taken.contains(second[i]);
                  if (free) {
                    taken.add(first[i]);
                    taken.add(second[i]);
                  }
                  return free;
                })
            .toArray());
  }

  /** Whether the two records of a pair are of one class. */
  public boolean isPositive(int pair) {
    return records.label(first[pair]) == records.label(second[pair]);
  }

  /** The distances of those that are and are not of one class, to fit a threshold to. */
  public PairDistances toPairDistances() {
    var numbers = new float[size()];
    var same = new boolean[size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) distances[i];
      same[i] = isPositive(i);
    }
    return PairDistances.of(numbers, same);
  }

  /** The pairs by the records' keys. */
  public Set<IdPair> idPairs() {
    var pairs = new LinkedHashSet<IdPair>();
    for (int i = 0; i < size(); i++) {
      pairs.add(new IdPair(records.key(first[i]), records.key(second[i])));
    }
    return pairs;
  }
}
