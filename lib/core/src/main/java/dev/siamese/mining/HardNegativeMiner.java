package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the hardest negatives of every row of a whole data set, which are rare in random batches.
 *
 * <p>The candidates of a row are all rows of other classes that the filter keeps. They are ranked
 * by distance, from 1 for the nearest, ties by the lower row; the result has those of rank {@code
 * minRank} to {@code maxRank}. Skipping the first ranks is a simpler protection against false
 * negatives than a margin.
 *
 * @param distance between embeddings
 * @param minRank the first rank in the result, at least 1
 * @param maxRank the last rank in the result
 * @param filter of likely false negatives
 */
public record HardNegativeMiner(
    Distance distance, int minRank, int maxRank, FalseNegativeFilter filter) {

  /**
   * Checks the values.
   *
   * @param distance between embeddings
   * @param minRank the first rank in the result, at least 1
   * @param maxRank the last rank in the result
   * @param filter of likely false negatives
   * @throws IllegalArgumentException if a value is out of its range
   */
  public HardNegativeMiner {
    if (minRank < 1 || maxRank < minRank) {
      throw new IllegalArgumentException(
          "hard negatives need 1 ≤ minRank ≤ maxRank, not minRank %d and maxRank %d"
              .formatted(minRank, maxRank));
    }
    filter.requireSupported(distance);
  }

  /**
   * The nearest {@code count} negatives, without a filter.
   *
   * @param distance between embeddings
   * @param count of negatives for each row, at least 1
   */
  public HardNegativeMiner(Distance distance, int count) {
    this(distance, 1, count, FalseNegativeFilter.OFF);
  }

  /**
   * Mines all rows by exact search, block by block. If the thread is interrupted, the search ends
   * after the current block, and the remaining rows have no hard negatives.
   *
   * @param embeddings of the whole data set: (N, D)
   * @param classes of the N rows
   * @return for each row its hard negatives, the nearest first: maxRank − minRank + 1 of them, or
   *     fewer if there are fewer candidates
   * @throws IllegalArgumentException if a row has NaN or infinity, or the lengths differ
   */
  public int[][] mine(NDArray embeddings, int[] classes) {
    int n = (int) embeddings.getShape().get(0);
    if (n != classes.length) {
      throw new IllegalArgumentException(
          "%d embeddings, but %d classes: the lengths must be equal".formatted(n, classes.length));
    }
    NonFinite.requireFinite(embeddings);
    var result = new int[n][0];
    if (n == 0 || Thread.currentThread().isInterrupted()) {
      return result;
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var bounds = minNegativeDistances(embeddings, classes);
      if (!Thread.currentThread().isInterrupted()) {
        var index = ExactIndex.of(embeddings, distance);
        index.search(
            index,
            row -> maxRank,
            new Negatives(classes, bounds),
            (row, nearest) -> result[row] = withinRanks(nearest.rows()));
      }
    }
    return result;
  }

  private int[] withinRanks(int[] nearest) {
    return minRank > nearest.length
        ? new int[0]
        : Arrays.copyOfRange(nearest, minRank - 1, nearest.length);
  }

  /** For every row, the distance that its negatives must exceed. */
  private double[] minNegativeDistances(NDArray embeddings, int[] classes) {
    var bounds = new double[classes.length];
    // a row without positives has no bound
    Arrays.fill(bounds, Double.NEGATIVE_INFINITY);
    if (!filter.equals(FalseNegativeFilter.OFF)) {
      IntStream.range(0, classes.length)
          .boxed()
          .collect(Collectors.groupingBy(row -> classes[row]))
          .forEach((label, members) -> setMinNegativeDistances(embeddings, members, bounds));
    }
    return bounds;
  }

  /** Sets the bounds of the rows of one class from their nearest positives. */
  private void setMinNegativeDistances(NDArray embeddings, List<Integer> members, double[] bounds) {
    if (members.size() < 2) {
      return;
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var rows = members.stream().mapToInt(row -> row).toArray();
      var positives = ExactIndex.of(Tensors.select(embeddings, rows), distance);
      positives.search(
          positives,
          i -> 1,
          ExactIndex.Filter.ALL,
          (i, nearest) -> bounds[rows[i]] = filter.minNegativeDistance(nearest.distances()[0]));
    }
  }

  /** Accepts rows of other classes beyond a row's bound. */
  private record Negatives(int[] classes, double[] bounds) implements ExactIndex.Filter {

    @Override
    public boolean accepts(int row, int other) {
      return classes[row] != classes[other];
    }

    @Override
    public double minDistance(int row) {
      return bounds[row];
    }
  }
}
