package dev.siamese.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTableTest {

  @TempDir Path folder;

  private Path file(String text, Charset encoding) throws IOException {
    return Files.writeString(folder.resolve("e.csv"), text, encoding);
  }

  private EmbeddingTable read(String text, String label, String... columns) throws IOException {
    return EmbeddingTable.read(file(text, StandardCharsets.UTF_8), label, List.of(columns));
  }

  @Test
  void labelsAreAnyTextInAnyColumn() throws IOException {
    var table = read("a,who,b\n1,NA,0.1\n-2e-3,\"x, y\",4\n5,NA,6\n", "who");
    assertEquals(3, table.size());
    assertEquals(List.of("NA", "x, y"), table.classes());
    assertArrayEquals(new int[] {0, 1, 0}, table.labels());
    assertEquals(List.of("a", "b"), table.columns());
    assertArrayEquals(new double[][] {{1, 0.1}, {-2e-3, 4}, {5, 6}}, table.embeddings());
  }

  @Test
  void columnsCanBeChosen() throws IOException {
    var table = read("id,a,label,b\n1,2,x,3\n", "label", "b", "a");
    assertEquals(List.of("b", "a"), table.columns());
    assertArrayEquals(new double[][] {{3, 2}}, table.embeddings());
    refused("\"c\"", "label,a\nx,1\n", "a", "c");
  }

  @Test
  void otherDelimitersAndEncodingsAreRead() throws IOException {
    assertArrayEquals(
        new double[][] {{1.5, 2}}, read("label;a;b\nx;1.5;2\n", "label").embeddings());
    var utf16 = file("label\ta\nx\t1.5\n", StandardCharsets.UTF_16);
    assertArrayEquals(new double[][] {{1.5}}, EmbeddingTable.read(utf16, "label").embeddings());
  }

  private void refused(String part, String text, String... columns) throws IOException {
    var message =
        assertThrows(DataException.class, () -> read(text, "label", columns)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void invalidCellsAreNamed() throws IOException {
    refused("row 2", "label,a,b\nx,1,2\ny,2,foo\n");
    refused("column \"b\"", "label,a,b\nx,1,2\ny,2,foo\n");
    refused("row 2", "label,a,b\nx,1,2\ny,2,\n");
    refused("NaN", "label,a,b\nx,NaN,2\ny,2,3\n");
    refused("-Infinity", "label,a,b\nx,-Infinity,2\ny,2,3\n");
    refused("row 1", "label,a,b\n,1,2\ny,2,3\n");
    refused("0,0284", "label,a,b\nx,\"0,0284\",2\n");
  }

  @Test
  void equalEmbeddingsAreRefused() throws IOException {
    refused("all 3 embeddings of ", "label,a,b\nx,1,2\ny,1,2\nx,1,2\n");
    assertEquals(2, read("label,a,b\nx,1,2\ny,1,3\n", "label").size());
  }

  @Test
  void rowsOfOtherLengthsAreRefused() throws IOException {
    refused("line 3", "label,a,b\nx,1,2\ny,2\n");
    refused("line 3", "label,a,b\nx,1,2\ny,2,3,4\n");
  }

  @Test
  void missingColumnsRowsAndFilesAreNamed() throws IOException {
    refused("\"label\"", "name,a,b\nx,1,2\ny,2,3\n");
    refused("column 2", "label,,a\nx,1,2\n");
    refused("0 rows", "label,a\n");
    refused("0 embedding columns", "label\nx\ny\n");
    var missing = folder.resolve("none.csv");
    var error = assertThrows(DataException.class, () -> EmbeddingTable.read(missing, "label"));
    assertTrue(error.getMessage().contains("none.csv"), error.getMessage());
  }
}
