package dev.siamese.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.siamese.engine.Transfer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The nearest references of every query, nearest first; among equally near ones the lower row comes
 * first. A query that is itself a reference is not its own neighbour.
 *
 * <p>The device chooses; only what it has chosen is read. It is free in its choice among equals, so
 * that a row whose last place is contested is settled here.
 *
 * @param queries whose neighbours
 * @param references among whom; the same object if every query is one of them
 */
record Neighbours(Embedded queries, Embedded references) {

  /** Takes the neighbours of one query after another. */
  interface Visitor {

    /** The nearest rows of a query; how many is what was asked for it. */
    void visit(int query, int[] nearest);
  }

  /**
   * Visits all queries, or those before the thread was interrupted.
   *
   * @param count how many neighbours a query is to have, 0 to leave it out; more than there are
   *     give all there are
   */
  void forEach(IntUnaryOperator count, Visitor visitor) {
    int block = Embedded.blockRows(references.size());
    for (int from = 0; from < queries.size(); from += block) {
      if (from > 0 && Thread.currentThread().isInterrupted()) {
        return;
      }
      int to = Math.min(queries.size(), from + block);
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        block(from, to, query -> Math.min(count.applyAsInt(query), candidates()), visitor);
      }
    }
  }

  private boolean excluded() {
    return queries == references;
  }

  private int candidates() {
    return references.size() - (excluded() ? 1 : 0);
  }

  private void block(int from, int to, IntUnaryOperator count, Visitor visitor) {
    int most = 0;
    for (int query = from; query < to; query++) {
      most = Math.max(most, count.applyAsInt(query));
    }
    if (most == 0) {
      return;
    }
    // two more than wanted: the query itself, and the first one that is not wanted
    int k = Math.min(most + 2, references.size());
    var distances = queries.distances(from, to, references, 0);
    var top = distances.topK(k, 1, false, true);
    var values = Transfer.doubles(top.get(0).toType(DataType.FLOAT64, false));
    var rows = Transfer.longs(top.get(1));
    for (int query = from; query < to; query++) {
      int wanted = count.applyAsInt(query);
      if (wanted > 0) {
        int first = (query - from) * k;
        var list = new Nearest(values, rows, first, first + k, excluded() ? query : -1);
        visitor.visit(query, list.take(wanted, candidates(), distances, query - from));
      }
    }
  }

  /** One query's chosen references, the query itself taken out. */
  private static final class Nearest {

    private final double[] values;
    private final int[] rows;
    private final int self;

    Nearest(double[] allValues, long[] allRows, int from, int to, int self) {
      var values = new double[to - from];
      var rows = new int[to - from];
      int n = 0;
      for (int i = from; i < to; i++) {
        if (allRows[i] != self) {
          values[n] = allValues[i];
          rows[n++] = (int) allRows[i];
        }
      }
      this.values = Arrays.copyOf(values, n);
      this.rows = Arrays.copyOf(rows, n);
      this.self = self;
      sortEquals();
    }

    private void sortEquals() {
      for (int from = 0, to; from < rows.length; from = to) {
        to = from + 1;
        while (to < rows.length && values[to] == values[from]) {
          to++;
        }
        Arrays.sort(rows, from, to);
      }
    }

    /** The nearest; all distances are looked at only if equals reach beyond what was chosen. */
    int[] take(int wanted, int candidates, NDArray distances, int row) {
      double last = values[wanted - 1];
      boolean contested = rows.length < candidates && values[rows.length - 1] == last;
      var nearest = Arrays.copyOf(rows, wanted);
      if (contested) {
        int nearer = 0;
        while (values[nearer] < last) {
          nearer++;
        }
        var all = distances.get(new NDIndex("{}", row)).toType(DataType.FLOAT64, false);
        var each = Transfer.doubles(all);
        for (int other = 0; nearer < wanted; other++) {
          if (each[other] == last && other != self) {
            nearest[nearer++] = other;
          }
        }
      }
      return nearest;
    }
  }
}
