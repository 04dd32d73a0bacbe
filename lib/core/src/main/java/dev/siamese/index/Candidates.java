package dev.siamese.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/** The rows, ascending, that may be among the k nearest of a query within a radius. */
final class Candidates {

  final int query;
  final int k;
  private final int self;
  private final double radius;
  private final Scores scores;
  private final ExactIndex.Filter filter;
  private final double minDistance;
  private final float[] bounds; // the k smallest upper bounds: a heap, the largest at its root
  private float limit; // a row with a larger score is not among the k nearest
  private int[] rows;
  private double[] values; // the scores of the rows
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
    minDistance = filter.minDistance(query);
    limit = Math.nextUp((float) scores.score(query, radius));
    bounds = new float[k < scores.references.size() ? k : 0];
    Arrays.fill(bounds, Float.POSITIVE_INFINITY);
    rows = new int[Math.min(2 * bounds.length + 64, 1024)];
    values = new double[rows.length];
  }

  float limit() {
    return limit;
  }

  /** Lowers the limit to the k-th smallest of upper bounds. */
  void setLimit(float[] upperBounds) {
    if (k <= upperBounds.length) {
      Arrays.sort(upperBounds);
      limit = Math.min(limit, upperBounds[k - 1]);
    }
  }

  /** Whether a row can be a neighbour. */
  boolean accepts(int row, double score) {
    return row != self
        && filter.accepts(query, row)
        && (minDistance < 0 || scores.distance(query, row, score) > minDistance);
  }

  /** Adds a row with a score up to the limit. */
  void add(int row, double score) {
    if (!accepts(row, score)) {
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
    float bound = scores.upper(query, row, score);
    if (bounds.length > 0 && bound < bounds[0]) {
      replaceLargest(bound);
      limit = Math.min(limit, bounds[0]);
    }
  }

  private void replaceLargest(float bound) {
    int hole = 0;
    for (int child = 1; child < k; child = 2 * hole + 1) {
      if (child + 1 < k && bounds[child + 1] > bounds[child]) {
        child++;
      }
      if (bound >= bounds[child]) {
        break;
      }
      bounds[hole] = bounds[child];
      hole = child;
    }
    bounds[hole] = bound;
  }

  /** Drops the rows above the limit. */
  private void prune() {
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
    record Neighbour(int row, double distance) {}
    var found = new ArrayList<Neighbour>();
    int zeros = 0;
    for (int i = 0; i < size && zeros < k; i++) { // no later row comes before k rows at distance 0
      double distance = scores.distance(query, rows[i], values[i]) + 0.0; // -0 becomes 0
      if (distance <= radius) {
        found.add(new Neighbour(rows[i], distance));
        zeros += distance == 0 ? 1 : 0;
      }
    }
    found.sort(Comparator.comparingDouble(Neighbour::distance)); // stable: ties stay sorted by row
    var nearest = found.subList(0, Math.min(k, found.size()));
    return new Neighbours(
        nearest.stream().mapToInt(Neighbour::row).toArray(),
        nearest.stream().mapToDouble(Neighbour::distance).toArray());
  }
}
