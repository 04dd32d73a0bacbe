package dev.siamese.index;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.distance.Distance;
import dev.siamese.distance.PairwiseDistances;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Exact nearest-neighbour search by brute force, as in a flat index of FAISS, for any distance.
 *
 * <p>Distances are those of {@link PairwiseDistances}; ties are sorted by row. For Euclidean and
 * cosine distances, a matrix product rules out most rows first, which does not change the result.
 * Memory grows with N, not with N². Nothing needs to be closed.
 */
public final class ExactIndex {

  private static final int QUERIES = 512; // in a block
  private static final int ROWS = 4096;

  /** Up to this number of queries, a matrix product is no faster than the distances. */
  private static final int FEW = 4;

  private final PairwiseDistances vectors;

  /** Restricts the rows that a query can find; called by several threads. */
  @FunctionalInterface
  public interface Filter {

    /** Accepts all rows. */
    Filter ALL = (query, row) -> true;

    /**
     * {@return whether a query can find a row}
     *
     * @param query from 0 to Q − 1
     * @param row of the index
     */
    boolean accepts(int query, int row);

    /**
     * {@return the distance that a row must exceed} Default: none.
     *
     * @param query from 0 to Q − 1
     */
    default double minDistance(int query) {
      return Double.NEGATIVE_INFINITY;
    }
  }

  /** Receives the neighbours of one query after another. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Called for each query, in order.
     *
     * @param query from 0 to Q − 1
     * @param neighbours that were found
     */
    void visit(int query, Neighbours neighbours);
  }

  private ExactIndex(PairwiseDistances vectors) {
    this.vectors = vectors;
  }

  /**
   * Builds an index that computes on the device of the vectors.
   *
   * @param vectors (N, D)
   * @param distance to search by
   * @return the index
   * @throws IllegalArgumentException if a vector contains NaN or infinity
   */
  public static ExactIndex of(NDArray vectors, Distance distance) {
    return new ExactIndex(new PairwiseDistances(vectors, distance));
  }

  /**
   * Builds an index that computes on the CPU.
   *
   * @param vectors N vectors of length D, at least 1
   * @param distance to search by
   * @return the index
   * @throws IllegalArgumentException if there is none, the lengths differ, or a vector contains NaN
   *     or infinity
   */
  public static ExactIndex of(float[][] vectors, Distance distance) {
    if (Arrays.stream(vectors).mapToInt(vector -> vector.length).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "%d vectors: at least 1 is needed, and all of one length".formatted(vectors.length));
    }
    try (var manager = Torch.manager(Device.cpu())) {
      return of(manager.create(vectors), distance);
    }
  }

  /** {@return the vectors of the index and their distances} */
  public PairwiseDistances vectors() {
    return vectors;
  }

  /**
   * {@return the k nearest rows of each query, or all rows if there are fewer}
   *
   * @param queries (Q, D)
   * @param k at least 1
   */
  public List<Neighbours> search(NDArray queries, int k) {
    return search(of(queries, vectors.distance()), k, Filter.ALL);
  }

  /**
   * {@return the k nearest other rows of each row, or all others if there are fewer}
   *
   * @param k at least 1
   */
  public List<Neighbours> searchSelf(int k) {
    return search(this, k, Filter.ALL);
  }

  /**
   * {@return the k nearest rows of each query that the filter accepts}
   *
   * @param queries with the same distance; if this index itself, no row is its own neighbour
   * @param k at least 1
   * @param filter what each query can find
   */
  public List<Neighbours> search(ExactIndex queries, int k, Filter filter) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, not " + k);
    }
    var found = new ArrayList<Neighbours>();
    search(
        queries,
        query -> k,
        Double.POSITIVE_INFINITY,
        filter,
        (query, neighbours) -> found.add(neighbours));
    return found;
  }

  /**
   * Finds the nearest rows of each query that the filter accepts. If the thread is interrupted, it
   * stops after the current block of queries.
   *
   * @param queries with the same distance; if this index itself, no row is its own neighbour
   * @param k the number of neighbours of each query; queries with 0 are not visited
   * @param radius the largest distance of a neighbour; may be infinite
   * @param filter what each query can find
   * @param visitor called in this thread
   * @throws IllegalArgumentException if the lengths or the distances of the vectors differ
   */
  public void search(
      ExactIndex queries, IntUnaryOperator k, double radius, Filter filter, Visitor visitor) {
    requireSameSpace(queries);
    int size = queries.vectors.size();
    try (var manager = Torch.manager(vectors.device());
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var device = vectors.device();
      boolean bfloat16 = device.equals(Device.cpu()) && Torch.hasFastBfloat16(device);
      var scores =
          vectors.isEuclidean() && size > FEW
              ? new ProductScores(queries.vectors, vectors, manager, bfloat16)
              : new Scores(queries.vectors, vectors);
      for (int from = 0; from < size; from += QUERIES) {
        if (from > 0 && Thread.currentThread().isInterrupted()) {
          return;
        }
        int to = Math.min(size, from + QUERIES);
        var block = new ArrayList<Candidates>();
        for (int query = from; query < to; query++) {
          if (k.applyAsInt(query) > 0) {
            int self = queries == this ? query : -1;
            block.add(new Candidates(scores, filter, query, k.applyAsInt(query), radius, self));
          }
        }
        for (int row = 0; row < vectors.size(); row += ROWS) {
          try (var inner = new NDScope()) {
            inner.suppressNotUsedWarning();
            scores.compute(from, to, row, Math.min(vectors.size(), row + ROWS));
            block.parallelStream().forEach(scores::scan);
          }
        }
        var found = block.parallelStream().map(Candidates::nearest).toList();
        for (int i = 0; i < found.size(); i++) {
          visitor.visit(block.get(i).query, found.get(i));
        }
      }
    }
  }

  private void requireSameSpace(ExactIndex queries) {
    if (queries.vectors.dimensions() != vectors.dimensions()
        || !queries.vectors.distance().equals(vectors.distance())) {
      throw new IllegalArgumentException(
          "the index holds %s, but the queries are %s".formatted(this, queries));
    }
  }

  /** {@code 1000 vectors of length 64 with cosine distance}. */
  @Override
  public String toString() {
    return "%d vectors of length %d with %s distance"
        .formatted(vectors.size(), vectors.dimensions(), vectors.distance());
  }
}
