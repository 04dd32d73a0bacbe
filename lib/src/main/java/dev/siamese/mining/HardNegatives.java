package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distance;
import dev.siamese.engine.NonFinite;
import dev.siamese.engine.Transfer;
import java.util.Arrays;
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
 * @param first rank that is given, from 1
 * @param last rank that is given
 * @param falseNegatives which negatives are too near to be believed
 */
public record HardNegatives(Distance distance, int first, int last, FalseNegatives falseNegatives) {

  /** Distances held in memory at once: 4 MB of them, for whatever number of rows. */
  private static final int BLOCK = 1 << 20;

  public HardNegatives {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException(
          "hard negatives need ranks 1 ≤ first ≤ last, not %d to %d".formatted(first, last));
    }
    falseNegatives.check(distance);
  }

  /** The nearest negatives, all labels being believed. */
  public HardNegatives(Distance distance, int count) {
    this(distance, 1, count, FalseNegatives.NONE);
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
    NonFinite.check(embeddings);
    var result = new int[n][0];
    int rows = Math.max(1, BLOCK / Math.max(1, n));
    for (int start = 0; start < n && !Thread.currentThread().isInterrupted(); start += rows) {
      int from = start;
      int end = Math.min(n, start + rows);
      var block = distances(embeddings, from, end);
      IntStream.range(from, end)
          .parallel()
          .forEach(row -> result[row] = hardest(row, block, (row - from) * n, classes));
    }
    return result;
  }

  private float[] distances(NDArray embeddings, int start, int end) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return Transfer.floats(distance.pairwise(embeddings.get(start + ":" + end), embeddings));
    }
  }

  /** The ranked candidates of one row, whose distances begin at an offset. */
  private int[] hardest(int row, float[] distances, int offset, int[] classes) {
    double positive = Double.POSITIVE_INFINITY;
    for (int other = 0; other < classes.length; other++) {
      if (other != row && classes[other] == classes[row]) {
        positive = Math.min(positive, distances[offset + other]);
      }
    }
    // without a positive there is nothing to measure suspicion by
    double bound =
        positive < Double.POSITIVE_INFINITY
            ? falseNegatives.bound(positive)
            : Double.NEGATIVE_INFINITY;
    return nearest(row, distances, offset, classes, bound);
  }

  /** Those of the wanted ranks, kept in a sorted window as long as the last rank. */
  private int[] nearest(int row, float[] distances, int offset, int[] classes, double bound) {
    var window = new int[Math.min(last, classes.length)];
    int filled = 0;
    float farthest = Float.POSITIVE_INFINITY; // in a full window
    for (int other = 0; other < classes.length; other++) {
      float d = distances[offset + other];
      if (d >= farthest || classes[other] == classes[row] || !(d > bound)) {
        continue;
      }
      int place = filled < window.length ? filled++ : filled - 1;
      while (place > 0 && d < distances[offset + window[place - 1]]) {
        window[place] = window[place - 1];
        place--;
      }
      window[place] = other;
      if (filled == window.length) {
        farthest = distances[offset + window[filled - 1]];
      }
    }
    return first > filled ? new int[0] : Arrays.copyOfRange(window, first - 1, filled);
  }
}
