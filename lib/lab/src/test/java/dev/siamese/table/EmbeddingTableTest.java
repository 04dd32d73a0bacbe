package dev.siamese.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class EmbeddingTableTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("e.csv"), text);
  }

  @Test
  void theLabelsMayBeAnyTextInAnyColumn() throws IOException {
    var table = EmbeddingTable.read(file("a,who,b\n1,NA,0.1\n-2e-3,\"x, y\",4\n5,NA,6\n"), "who");
    assertEquals(3, table.size());
    assertEquals(List.of("NA", "x, y"), table.classes());
    assertArrayEquals(new int[] {0, 1, 0}, table.labels());
    try (var manager = Torch.manager(Device.cpu())) {
      var embeddings = table.embeddings(manager);
      assertEquals(DataType.FLOAT64, embeddings.getDataType());
      assertArrayEquals(new long[] {3, 2}, embeddings.getShape().getShape());
      assertArrayEquals(new double[] {1, 0.1, -2e-3, 4, 5, 6}, embeddings.toDoubleArray());
    }
  }

  @Test
  void numbersAreLabelsToo() {
    var table =
        Table.create(
            "t", IntColumn.create("label", 7, 7, 3), DoubleColumn.create("x", 1.0, 2.0, 3.0));
    assertEquals(List.of("7", "3"), EmbeddingTable.of(table, "label").classes());
  }

  private void assertRefused(String message, String text) throws IOException {
    var path = file(text);
    var error = assertThrows(DataException.class, () -> EmbeddingTable.read(path, "label"));
    assertEquals(message, error.getMessage().replace(path.toString(), "e.csv"));
  }

  @Test
  void cellsThatAreNoNumbersAreNamed() throws IOException {
    assertRefused("row 2 of e.csv, column \"b\": not a number", "label,a,b\nx,1,2\ny,2,foo\n");
    assertRefused(
        "row 2 of e.csv, column \"b\": empty or not a finite number", "label,a,b\nx,1,2\ny,2,\n");
    assertRefused(
        "row 1 of e.csv, column \"a\": empty or not a finite number",
        "label,a,b\nx,NaN,2\ny,2,3\n");
    assertRefused(
        "row 1 of e.csv, column \"a\": empty or not a finite number",
        "label,a,b\nx,-Infinity,2\ny,2,3\n");
    assertRefused("row 1 of e.csv has no label", "label,a,b\n,1,2\ny,2,3\n");
  }

  @Test
  void raggedRowsAreNamed() throws IOException {
    assertRefused(
        "cannot read e.csv: Row number 2 contains 2 columns. 3 expected.",
        "label,a,b\nx,1,2\ny,2\n");
    assertRefused(
        "cannot read e.csv: Row number 2 contains 4 columns. 3 expected.",
        "label,a,b\nx,1,2\ny,2,3,4\n");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertRefused(
        "e.csv has no column \"label\" for the labels; it has name, a, b",
        "name,a,b\nx,1,2\ny,2,3\n");
    assertRefused(
        "e.csv has no column \"label\" for the labels; it has a, b, c, d, e, f, g, h, …",
        "a,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9\n");
    assertRefused(
        "e.csv has 0 rows and 1 columns of numbers: at least one of each is needed", "label,a\n");
    assertRefused(
        "e.csv has 2 rows and 0 columns of numbers: at least one of each is needed",
        "label\nx\ny\n");
    assertRefused("e.csv has no column \"label\" for the labels; it has ", "");
    var nowhere = folder.resolve("none.csv");
    assertEquals(
        "there is no file " + nowhere,
        assertThrows(DataException.class, () -> EmbeddingTable.read(nowhere, "label"))
            .getMessage());
  }

  @Test
  void textBesideTheLabelsIsRefused() {
    var table =
        Table.create(
            "t", StringColumn.create("label", "x", "y"), StringColumn.create("note", "a", "b"));
    assertEquals(
        "column \"note\" of t holds no numbers",
        assertThrows(DataException.class, () -> EmbeddingTable.of(table, "label")).getMessage());
  }
}
