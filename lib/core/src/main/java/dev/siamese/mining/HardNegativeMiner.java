package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distance;
import dev.siamese.index.Measured;
import dev.siamese.index.Neighbours;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds for every row of a whole data set the negatives that are hardest to tell from it, for
 * training on them afterwards: in a batch drawn at random they are rare.
 *
 * <p>The candidates of a row are all rows of other classes, without those that {@code
 * falseNegatives} rules out. They are ranked by distance, the nearest being of rank 1 and the first
 * row winning a tie, and those of rank {@code first} to {@code last} are given. Skipping the first
 * ranks is a coarser guard against false negatives than a margin.
 *
 * @param distance between embeddings
 * @param minRank rank that is given, from 1
 * @param maxRank rank that is given
 * @param filter which negatives are too near to be believed
 */
public record HardNegativeMiner(
    Distance distance, int minRank, int maxRank, FalseNegativeFilter filter) {

  public HardNegativeMiner {
    if (minRank < 1 || maxRank < minRank) {
      throw new IllegalArgumentException(
          "hard negatives need ranks 1 ≤ first ≤ last, not %d to %d".formatted(minRank, maxRank));
    }
    filter.requireSupported(distance);
  }

  /** The nearest negatives, all labels being believed. */
  public HardNegativeMiner(Distance distance, int count) {
    this(distance, 1, count, FalseNegativeFilter.OFF);
  }

  /**
   * Ranks everything against everything, block by block. An interrupted thread ends the work after
   * its block; the rows that are left have no hard negatives then.
   *
   * @param embeddings (n, D), such as an encoder gives for the whole data set
   * @param classes of the n rows
   * @return for each row its hard negatives, the nearest first: last − first + 1 of them, or fewer
   *     where there are not as many
   * @throws IllegalArgumentException if a row holds NaN or infinity, or the lengths differ
   */
  public int[][] mine(NDArray embeddings, int[] classes) {
    int n = (int) embeddings.getShape().get(0);
    if (n != classes.length) {
      throw new IllegalArgumentException(
          "%d embeddings, but %d classes: one for each row".formatted(n, classes.length));
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
        var rows = new Measured(embeddings, distance);
        new Neighbours(rows, rows, new Negatives(classes, bounds))
            .forEach(row -> maxRank, (row, nearest) -> result[row] = withinRanks(nearest));
      }
    }
    return result;
  }

  private int[] withinRanks(int[] nearest) {
    return minRank > nearest.length
        ? new int[0]
        : Arrays.copyOfRange(nearest, minRank - 1, nearest.length);
  }

  /** What the distances of each row's negatives must exceed. */
  private double[] minNegativeDistances(NDArray embeddings, int[] classes) {
    var bounds = new double[classes.length];
    // without a positive there is nothing to measure suspicion by
    Arrays.fill(bounds, Double.NEGATIVE_INFINITY);
    if (!filter.equals(FalseNegativeFilter.OFF)) {
      IntStream.range(0, classes.length)
          .boxed()
          .collect(Collectors.groupingBy(row -> classes[row]))
          .forEach((label, members) -> setMinNegativeDistances(embeddings, members, bounds));
    }
    return bounds;
  }

  /** The bounds of one class's rows, by their neighbours among themselves. */
  private void setMinNegativeDistances(NDArray embeddings, List<Integer> members, double[] bounds) {
    if (members.size() < 2) {
      return;
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var rows = members.stream().mapToInt(row -> row).toArray();
      var own = new Measured(Tensors.select(embeddings, rows), distance);
      var all = IntStream.range(0, own.size()).toArray();
      var nearest = new int[all.length];
      new Neighbours(own, own).forEach(i -> 1, (i, found) -> nearest[i] = found[0]);
      var distances = own.between(all, nearest);
      for (int i : all) {
        bounds[members.get(i)] = filter.minNegativeDistance(distances[i]);
      }
    }
  }

  /** The rows of other classes that are beyond a row's bound. */
  private record Negatives(int[] classes, double[] bounds) implements Neighbours.Choice {

    @Override
    public boolean includes(int row, int other) {
      return classes[row] != classes[other];
    }

    @Override
    public double beyond(int row) {
      return bounds[row];
    }
  }
}
