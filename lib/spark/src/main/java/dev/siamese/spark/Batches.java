package dev.siamese.spark;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** The rows that are computed from those of a partition, some at a time. */
final class Batches implements Iterator<Row> {

  private final Iterator<Row> rows;
  private final Function<Iterator<Row>, List<Row>> work;
  private Iterator<Row> computed = List.<Row>of().iterator();

  /**
   * Rows that are computed while they are iterated over.
   *
   * @param rows of a partition
   * @param work takes at least one of the rows that are left, and returns what they become
   */
  Batches(Iterator<Row> rows, Function<Iterator<Row>, List<Row>> work) {
    this.rows = rows;
    this.work = work;
  }

  @Override
  public boolean hasNext() {
    while (!computed.hasNext() && rows.hasNext()) {
      computed = work.apply(rows).iterator();
    }
    return computed.hasNext();
  }

  @Override
  public Row next() {
    hasNext();
    return computed.next();
  }
}
