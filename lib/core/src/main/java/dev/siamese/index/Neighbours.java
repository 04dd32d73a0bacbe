package dev.siamese.index;

import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The nearest references of every query, nearest first; among equally near ones the lower row comes
 * first.
 *
 * <p>For the distances that {@link Measured} computes itself, nearly all references are ruled out
 * by a matrix product, and those that its rounding leaves in doubt are measured: the result is that
 * of measuring all. Memory grows with the number of rows and not with its square.
 *
 * @param queries whose neighbours
 * @param references among whom; the same object if every query is one of them
 * @param choice which of them a query may be given
 */
public record Neighbours(Measured queries, Measured references, Choice choice) {

  /** Which references a query may be given; asked by several threads. */
  @FunctionalInterface
  public interface Choice {

    /** Whether it is one of those. */
    boolean includes(int query, int reference);

    /** The distance that a reference must exceed. */
    default double beyond(int query) {
      return Double.NEGATIVE_INFINITY;
    }
  }

  /** Takes the neighbours of one query after another. */
  @FunctionalInterface
  public interface Visitor {

    /** The nearest rows of a query: as many as were asked for, or all that there are. */
    void visit(int query, int[] nearest);
  }

  /**
   * Neighbours that may be any reference, only no query itself.
   *
   * @throws IllegalArgumentException as below
   */
  public Neighbours(Measured queries, Measured references) {
    this(queries, references, (query, reference) -> query != reference || queries != references);
  }

  /**
   * Prepares the search.
   *
   * @throws IllegalArgumentException if the two are of different lengths or distances
   */
  public Neighbours {
    if (queries.dimensions() != references.dimensions()
        || !queries.distance().equals(references.distance())) {
      throw new IllegalArgumentException(
          "queries of length %d by %s have no neighbours among references of length %d by %s"
              .formatted(
                  queries.dimensions(),
                  queries.distance(),
                  references.dimensions(),
                  references.distance()));
    }
  }

  /**
   * Visits all queries in order, or those before the thread was interrupted: that is looked at
   * after every block of them.
   *
   * @param count how many neighbours a query is to have, 0 to leave it out
   */
  public void forEach(IntUnaryOperator count, Visitor visitor) {
    var wanted = new int[queries.size()];
    Arrays.setAll(wanted, query -> Math.min(count.applyAsInt(query), references.size()));
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      new Search(this, wanted).run(visitor);
    }
  }
}
