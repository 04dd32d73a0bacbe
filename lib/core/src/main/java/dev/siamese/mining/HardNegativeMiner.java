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
 * <p>The candidates of a row are all rows of other classes. They are ranked by distance, from 1 for
 * the nearest, ties by the lower row; the result has those of rank {@code minRank} to {@code
 * maxRank}.
 *
 * <p>With incomplete labels, the nearest "negatives" of a row are often unlabelled positives. Skip
 * the first ranks, or leave out the candidates within a margin; the margins are those of
 * sentence-transformers' mine_hard_negatives.
 */
public final class HardNegativeMiner {

  private final Distance distance;
  private final int minRank;
  private final int maxRank;
  private final FalseNegativeFilter filter;

  /**
   * The nearest {@code count} negatives.
   *
   * @param distance between embeddings
   * @param count of negatives for each row, at least 1
   */
  public HardNegativeMiner(Distance distance, int count) {
    this(distance, 1, count);
  }

  /**
   * The negatives of some ranks.
   *
   * @param distance between embeddings
   * @param minRank the first rank in the result, at least 1
   * @param maxRank the last rank in the result
   * @throws IllegalArgumentException if a value is out of its range
   */
  public HardNegativeMiner(Distance distance, int minRank, int maxRank) {
    this(distance, minRank, maxRank, FalseNegativeFilter.OFF);
  }

  HardNegativeMiner(Distance distance, int minRank, int maxRank, FalseNegativeFilter filter) {
    if (minRank < 1 || maxRank < minRank) {
      throw new IllegalArgumentException(
          "hard negatives need 1 ≤ minRank ≤ maxRank, not minRank %d and maxRank %d"
              .formatted(minRank, maxRank));
    }
    filter.requireSupported(distance);
    this.distance = distance;
    this.minRank = minRank;
    this.maxRank = maxRank;
    this.filter = filter;
  }

  /**
   * {@return the same miner of the negatives that are farther away than the nearest positive by a
   * margin: d⁻ &gt; d⁺ + margin} With cosine distance, similarity⁻ &lt; similarity⁺ − margin.
   *
   * @param margin in the unit of the distance; negative to allow nearer negatives
   * @throws IllegalArgumentException if the margin is not finite
   */
  public HardNegativeMiner withAbsoluteMargin(double margin) {
    return new HardNegativeMiner(
        distance, minRank, maxRank, FalseNegativeFilter.absoluteMargin(margin));
  }

  /**
   * {@return the same miner of the negatives whose similarity is below that of the nearest positive
   * by a fraction: similarity⁻ &lt; (1 − margin) · similarity⁺} For cosine distance only, where
   * similarity is 1 − d, so that d⁻ &gt; d⁺ + margin · (1 − d⁺).
   *
   * @param margin from 0 to 1, such as 0.05
   * @throws IllegalArgumentException if the margin is out of its range or the distance is another
   */
  public HardNegativeMiner withRelativeMargin(double margin) {
    return new HardNegativeMiner(
        distance, minRank, maxRank, FalseNegativeFilter.relativeMargin(margin));
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
            Double.POSITIVE_INFINITY,
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
          Double.POSITIVE_INFINITY,
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
