package dev.siamese.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import dev.siamese.data.Records;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

  private static final Csv SHOP =
      Csv.parse("shop", "colour,price,sold\nred,2.5,yes\nblue,,no\n,4,no\n");

  @Test
  void textsComeOutAsTheyWentIn() {
    var table = Tables.of(SHOP);
    assertEquals(SHOP.columns(), table.columnNames());
    assertTrue(table.column("price").isMissing(1));
    var back = Tables.toCsv(table);
    assertEquals(SHOP.row(0), back.row(0));
    assertEquals(SHOP.row(2), back.row(2));
  }

  @Test
  void recordsHaveTheirKeyFirst() {
    var table = Tables.of(Records.of(SHOP.select(0, 2), "price", List.of("sold")));
    assertEquals(List.of("key", "sold"), table.columnNames());
    assertEquals("2.5", table.getString(0, "key"));
  }

  @Test
  void rowsHaveTheirClassLast() {
    var schema = new TabularSchema(List.of("colour"), List.of("price"));
    var table = Tables.of(TabularDataset.of(SHOP, "sold", schema));
    assertEquals(List.of("colour", "price", "class", "group"), table.columnNames());
    assertEquals("blue", table.getString(1, "colour"));
    assertEquals("no", table.getString(1, "class"));
    assertTrue(table.column("colour").isMissing(2));
    assertTrue(table.column("price").isMissing(1));
    assertEquals(2.5f, table.floatColumn("price").get(0));
  }
}
