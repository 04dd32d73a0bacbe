package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import dev.siamese.data.Records;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The candidate pairs of blocking, by ascending distance: each record with its nearest neighbours.
 * All other pairs are not compared.
 *
 * @param records that the rows index
 * @param first the lower row of each pair
 * @param second the higher row of each pair
 * @param distances of the pairs, ascending
 */
public record CandidatePairs(Records records, int[] first, int[] second, double[] distances) {

  /** Computes the distances of pairs of records. */
  @FunctionalInterface
  public interface PairScorer {

    /**
     * One distance per pair of rows.
     *
     * @param records that the rows index
     * @param first the lower row of each pair
     * @param second the higher row of each pair
     * @return one distance per pair
     */
    double[] distances(Records records, int[] first, int[] second);
  }

  /**
   * Each record with its nearest neighbours among all others.
   *
   * @param encoder used but not closed
   * @param records the records to compare
   * @param neighbours the number of neighbours of each record, at least 1
   * @return the pairs, without duplicates
   */
  public static CandidatePairs selfJoin(Encoder encoder, Records records, int neighbours) {
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(records, manager);
      return selfJoin(records, embeddings, encoder.card().distance(), neighbours);
    }
  }

  /** The same for the embeddings of the records: (N, D). */
  static CandidatePairs selfJoin(
      Records records, NDArray embeddings, Distance distance, int neighbours) {
    var index = ExactIndex.of(embeddings, distance);
    return nearest(records, index, neighbours, ExactIndex.Filter.ALL);
  }

  /**
   * Each record of two collections with its nearest neighbours in the other collection.
   *
   * @param encoder used but not closed
   * @param left the first collection
   * @param right the second collection
   * @param neighbours the number of neighbours of each record, at least 1
   * @return pairs of rows of {@code left.concat(right)}
   */
  public static CandidatePairs crossJoin(
      Encoder encoder, Records left, Records right, int neighbours) {
    var both = left.concat(right);
    IntPredicate isLeft = row -> row < left.size();
    try (var manager = Torch.manager(encoder.device())) {
      var index = ExactIndex.of(encoder.embed(both, manager), encoder.card().distance());
      return nearest(
          both, index, neighbours, (query, other) -> isLeft.test(query) != isLeft.test(other));
    }
  }

  /**
   * Each record of two collections with its nearest neighbours in the other collection by the
   * simple method: the distance is 1 minus the cosine of TF-IDF vectors of character 3-grams.
   *
   * @param left the first collection
   * @param right the second collection
   * @return pairs of rows of {@code left.concat(right)}
   */
  public static CandidatePairs tfIdf(Records left, Records right) {
    var both = left.concat(right);
    var vectors = PairFeatures.trigrams(both, Optional.empty());
    var pairs = SimilarRecords.search(vectors, MatchOptions.linking(left)).pairs();
    var first = Arrays.stream(pairs).mapToInt(SimilarRecords::left).toArray();
    var second = Arrays.stream(pairs).mapToInt(SimilarRecords::right).toArray();
    var distances =
        IntStream.range(0, pairs.length)
            .mapToDouble(i -> Math.max(0, 1 - vectors.cosine(first[i], second[i])))
            .toArray();
    return sortedByDistance(both, first, second, distances);
  }

  private static CandidatePairs nearest(
      Records records, ExactIndex index, int neighbours, ExactIndex.Filter filter) {
    if (neighbours < 1) {
      throw new IllegalArgumentException("neighbours must be at least 1: " + neighbours);
    }
    int n = records.size();
    var pairs = LongStream.builder(); // lower row · n + higher row
    index.search(
        index,
        query -> neighbours,
        Double.POSITIVE_INFINITY,
        filter,
        (query, found) -> {
          for (int other : found.rows()) {
            pairs.add((long) Math.min(query, other) * n + Math.max(query, other));
          }
        });
    var distinct = pairs.build().sorted().distinct().toArray();
    var first = Arrays.stream(distinct).mapToInt(pair -> (int) (pair / n)).toArray();
    var second = Arrays.stream(distinct).mapToInt(pair -> (int) (pair % n)).toArray();
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

  /**
   * {@return the same pairs with the distances of a scorer}
   *
   * @param scorer computes the new distances
   */
  public CandidatePairs rescored(PairScorer scorer) {
    return sortedByDistance(records, first, second, scorer.distances(records, first, second));
  }

  /** {@return the number of pairs} */
  public int size() {
    return first.length;
  }

  /**
   * {@return the pairs at some indices, which must be ascending}
   *
   * @param pairs ascending indices
   */
  public CandidatePairs select(int... pairs) {
    return new CandidatePairs(
        records,
        Arrays.stream(pairs).map(i -> first[i]).toArray(),
        Arrays.stream(pairs).map(i -> second[i]).toArray(),
        Arrays.stream(pairs).mapToDouble(i -> distances[i]).toArray());
  }

  /**
   * {@return the pairs with at least one of the accepted rows}
   *
   * @param accepted the condition on a row
   */
  public CandidatePairs involving(IntPredicate accepted) {
    return select(
        IntStream.range(0, size())
            .filter(i -> accepted.test(first[i]) || accepted.test(second[i]))
            .toArray());
  }

  /**
   * {@return the pairs whose distance is at most a threshold}
   *
   * @param threshold the greatest distance
   */
  public CandidatePairs withinThreshold(double threshold) {
    return select(IntStream.range(0, size()).filter(i -> distances[i] <= threshold).toArray());
  }

  /**
   * {@return a one-to-one matching, chosen greedily by ascending distance: each record is in one
   * pair}
   */
  public CandidatePairs oneToOne() {
    var matched = new HashSet<Integer>();
    return select(
        IntStream.range(0, size())
            .filter(
                i -> {
                  boolean free = !matched.contains(first[i]) && !matched.contains(second[i]);
                  if (free) {
                    matched.add(first[i]);
                    matched.add(second[i]);
                  }
                  return free;
                })
            .toArray());
  }

  /**
   * {@return whether the two records of a pair are of one class}
   *
   * @param pair the index of a pair
   */
  public boolean isPositive(int pair) {
    return records.label(first[pair]) == records.label(second[pair]);
  }

  /** {@return the distances of positive and negative pairs, to choose a threshold} */
  public PairDistances toPairDistances() {
    var values = new float[size()];
    var same = new boolean[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) distances[i];
      same[i] = isPositive(i);
    }
    return PairDistances.of(values, same);
  }

  /** {@return the pairs of the records' keys} */
  public Set<IdPair> idPairs() {
    var pairs = new LinkedHashSet<IdPair>();
    for (int i = 0; i < size(); i++) {
      pairs.add(new IdPair(records.key(first[i]), records.key(second[i])));
    }
    return pairs;
  }
}
