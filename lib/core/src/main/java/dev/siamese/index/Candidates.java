package dev.siamese.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The rows, ascending, that may be among the k nearest of a query within a radius. */
final class Candidates {

  final int query;
  final int k;
  private final int self;
  private final double radius;
  private final Scores scores;
  final ExactIndex.Filter filter;
  float limit; // a row with a larger score is not among the k nearest
  private int[] rows = new int[64];
  private double[] values = new double[64]; // the scores of the rows
  private int size;

  /**
   * An empty list.
   *
   * @param self a row that is not a neighbour
   */
  Candidates(Scores scores, ExactIndex.Filter filter, int query, int k, double radius, int self) {
    this.query = query;
    this.k = k;
    this.self = self;
    this.radius = radius;
    this.scores = scores;
    this.filter = filter;
    limit = scores.score(radius);
  }

  /** Adds a row with a score up to the limit. */
  void add(int row, double score) {
    if (row == self
        || !filter.accepts(query, row)
        || (filter.minDistance(query) >= 0
            && scores.distance(query, row, score) <= filter.minDistance(query))) {
      return;
    }
    if (size == rows.length) {
      prune();
      if (size > rows.length / 2) {
        rows = Arrays.copyOf(rows, 2 * rows.length);
        values = Arrays.copyOf(values, rows.length);
      }
    }
    rows[size] = row;
    values[size++] = score;
  }

  /**
   * Lowers the limit to the upper bound of the k-th smallest score, and drops the rows above it.
   */
  private void prune() {
    if (k < size) {
      var sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      limit = Math.min(limit, scores.upper(sorted[k - 1]));
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] <= limit) {
        rows[kept] = rows[i];
        values[kept++] = values[i];
      }
    }
    size = kept;
  }

  /** The k nearest of the rows by their distances. */
  Neighbours nearest() {
    prune();
    int count = 0;
    for (int zeros = 0; count < size && zeros < k; count++) { // no later row is nearer than k zeros
      values[count] = scores.distance(query, rows[count], values[count]) + 0.0; // -0 becomes 0
      zeros += values[count] == 0 ? 1 : 0;
    }
    var nearest = // the sort is stable: ties stay sorted by row
        IntStream.range(0, count)
            .filter(i -> values[i] <= radius)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .limit(k)
            .toArray();
    return new Neighbours(
        IntStream.of(nearest).map(i -> rows[i]).toArray(),
        IntStream.of(nearest).mapToDouble(i -> values[i]).toArray());
  }
}
