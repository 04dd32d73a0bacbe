package dev.siamese.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.match.Deduplicator.Duplicate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTableTest {

  @Test
  void recordsAreRowsAndComponentsAreColumns() {
    var rows = List.of(new Duplicate("a", "b", 0.25, 1), new Duplicate("c", "d", 0.5, 2));
    var table = RowTable.of(Duplicate.class, rows, "duplicates");
    assertEquals(List.of("left", "right", "distance", "cluster"), table.columnNames());
    assertEquals(List.of("a", "c"), table.stringColumn("left").asList());
    assertEquals(0.5, table.doubleColumn("distance").get(1));
    assertEquals(2, table.intColumn("cluster").get(1));
  }

  @Test
  void anEmptyListHasColumns() {
    var table = RowTable.of(Duplicate.class, List.of(), "duplicates");
    assertEquals(4, table.columnCount());
    assertEquals(0, table.rowCount());
  }
}
