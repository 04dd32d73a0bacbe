package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.TabularSchema.CategoricalColumn;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TabularDatasetTest {

  private static final TabularSchema COLUMNS =
      new TabularSchema(List.of("colour", "size"), List.of("price"));

  private static Csv shop() {
    return Csv.parse(
        "shop",
        """
        colour,size,price,sold
        red,L,2.5,yes
        blue,S,,no
        ,M,4,no
        red,,-1,yes
        """);
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
  void rowsOfNumbersNeedNoTable() {
    var rows = TabularDataset.of(new float[][] {{1, Float.NaN}, {3, 4}}, Targets.of(7, 5));
    assertArrayEquals(new int[] {1, 0}, rows.labels());
    assertEquals(List.of("x0", "x1"), rows.numericColumns());
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = rows.batch(manager, new int[] {0});
      assertArrayEquals(new float[] {1, 0, 1, 0}, Tensors.toFloatArray(batch.get(1)));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> TabularDataset.of(new float[][] {{1}, {1, 2}}, Targets.of(0, 0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> TabularDataset.of(new float[][] {{1}}, Targets.of(0, 0)));
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
    var rows =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    List.of(
                        "" + i,
                        "" + i % 7,
                        i == 12 ? "twelve" : "" + i,
                        i == 3 ? "" : "" + i,
                        "" + i))
            .toList();
    var table = Csv.of("t", List.of("many", "few", "mixed", "gaps", "key"), rows);
    assertEquals(
        new TabularSchema(List.of("few", "mixed"), List.of("many", "gaps")),
        TabularSchema.infer(table, "key"));
  }

  @Test
  void decimalCommasAreRefused() {
    var rows = IntStream.range(0, 30).mapToObj(i -> List.of("0," + i)).toList();
    var table = Csv.of("t", List.of("price"), rows);
    assertNamed("row 1 of t, column \"price\" is \"0,0\"", () -> TabularSchema.infer(table));
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertNamed(
        "\"weight\"",
        () -> TabularDataset.of(shop(), "sold", new TabularSchema(List.of("weight"), List.of())));
    assertNamed(
        "row 1 of shop, column \"colour\" is \"red\"",
        () -> TabularDataset.of(shop(), "sold", new TabularSchema(List.of(), List.of("colour"))));
    assertNamed("row 3 of shop", () -> TabularDataset.of(shop(), "colour", COLUMNS));
    assertNamed("\"key\"", () -> TabularSchema.infer(shop(), "key"));
    var large = Csv.parse("t", "x,label\n1e39,a\n");
    assertNamed(
        "row 1 of t, column \"x\" is 1.0E39",
        () -> TabularDataset.of(large, "label", new TabularSchema(List.of(), List.of("x"))));
  }

  private static void assertNamed(String what, Executable mistake) {
    var message = assertThrows(DataException.class, mistake).getMessage();
    assertTrue(message.contains(what), message);
  }
}
