package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TabularDatasetTest {

  private static final TabularSchema COLUMNS =
      new TabularSchema(List.of("colour", "size"), List.of("price"));

  private static Table shop() {
    return Table.create(
        "shop",
        StringColumn.create("colour", "red", "blue", "", "red"),
        StringColumn.create("size", "L", "S", "M", ""),
        StringColumn.create("price", "2.5", "", "4", "-1"),
        StringColumn.create("sold", "yes", "no", "no", "yes"));
  }

  @Test
  void aBatchHasCodesAndNumbersAndWhichAreThere() {
    var rows = TabularDataset.of(shop(), "sold", COLUMNS);
    assertEquals(List.of(new ClassInfo("no", ""), new ClassInfo("yes", "")), rows.classes());
    assertArrayEquals(new int[] {1, 0, 0, 1}, rows.labels());
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = rows.batch(manager, new int[] {2, 0, 1});
      // blue 1, red 2; L 1, M 2, S 3
      assertArrayEquals(new long[] {0, 2, 2, 1, 1, 3}, Tensors.toLongArray(batch.get(0)));
      assertArrayEquals(new float[] {4, 1, 2.5f, 1, 0, 0}, Tensors.toFloatArray(batch.get(1)));
    }
  }

  @Test
  void aTableWithoutNumbersOrWithoutCategoriesIsABatchToo() {
    try (var manager = Torch.manager(Device.cpu())) {
      var words =
          TabularDataset.of(shop(), "sold", new TabularSchema(List.of("colour"), List.of()));
      assertEquals(new Shape(2, 0), words.batch(manager, new int[] {0, 1}).get(1).getShape());
      var prices =
          TabularDataset.of(shop(), "sold", new TabularSchema(List.of(), List.of("price")));
      assertEquals(new Shape(2, 0), prices.batch(manager, new int[] {0, 1}).get(0).getShape());
    }
  }

  @Test
  void aTableComesOutAsItWentIn() {
    var table = TabularDataset.of(shop(), "sold", COLUMNS).toTable();
    assertEquals(List.of("colour", "size", "price", "class", "group"), table.columnNames());
    assertEquals("blue", table.getString(1, "colour"));
    assertEquals("no", table.getString(1, "class"));
    assertTrue(table.column("colour").isMissing(2));
    assertTrue(table.column("price").isMissing(1));
    assertEquals(2.5f, table.floatColumn("price").get(0));
  }

  @Test
  void rowsAndClassesAreSelected() {
    var rows = TabularDataset.of(shop(), "sold", COLUMNS);
    assertArrayEquals(new int[] {1, 0}, rows.select(3, 1).labels());
    assertArrayEquals(new float[] {-1, Float.NaN}, rows.select(3, 1).values(0));
    var yes = rows.filterClasses(label -> label == 1);
    assertArrayEquals(new int[] {0, 0}, yes.labels());
    assertArrayEquals(new int[] {2, 2}, yes.codes(0));
  }

  @Test
  void otherLevelsGiveOtherCodesAndUnknownOnesNone() {
    var rows = TabularDataset.of(shop(), "sold", COLUMNS);
    var fitted =
        rows.encodedWith(
            List.of(new CategoricalColumn("size", List.of("M", "L"))),
            List.of("price"),
            new float[] {2},
            new float[] {0.5f});
    assertArrayEquals(new int[] {2, 0, 1, 0}, fitted.codes(0)); // S is unknown, one is missing
    assertArrayEquals(new float[] {1, Float.NaN, 4, -6}, fitted.values(0));
  }

  @Test
  void whatIsMeasuredIsToldFromWhatIsNamed() {
    var many = IntStream.range(0, 30).mapToObj(Integer::toString).toArray(String[]::new);
    var few = IntStream.range(0, 30).mapToObj(i -> "" + i % 7).toArray(String[]::new);
    var mixed = many.clone();
    mixed[12] = "twelve";
    var gaps = many.clone();
    gaps[3] = "";
    var table =
        Table.create(
            "t",
            StringColumn.create("many", many),
            StringColumn.create("few", few),
            StringColumn.create("mixed", mixed),
            StringColumn.create("gaps", gaps),
            StringColumn.create("key", many));
    assertEquals(
        new TabularSchema(List.of("few", "mixed"), List.of("many", "gaps")),
        TabularSchema.infer(table, "key"));
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertMessage(
        "shop has no column \"weight\"; it has colour, size, price, sold",
        () -> TabularDataset.of(shop(), "sold", new TabularSchema(List.of("weight"), List.of())));
    assertMessage(
        "row 1 of shop, column \"colour\": \"red\" is not a finite number; make it missing or the column a category",
        () -> TabularDataset.of(shop(), "sold", new TabularSchema(List.of(), List.of("colour"))));
    assertMessage(
        "row 3 of shop has no label in column \"colour\"",
        () -> TabularDataset.of(shop(), "colour", COLUMNS));
    assertMessage(
        "shop has no column \"key\"; it has colour, size, price, sold",
        () -> TabularSchema.infer(shop(), "key"));
  }

  private static void assertMessage(String message, Executable mistake) {
    assertEquals(message, assertThrows(DataException.class, mistake).getMessage());
  }
}
