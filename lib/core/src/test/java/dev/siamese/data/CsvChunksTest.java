package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading in chunks gives the rows of reading at once. */
class CsvChunksTest {

  private static final String TEXT = "id;name\n1; Zoë\n\n2;\"a\nb;c\"\n3;\n4;x\n5;y\n";

  @TempDir private Path folder;

  @Test
  void chunksAreTheRowsOfTheFile() throws IOException {
    for (var text : List.of(TEXT, "sep=;\n" + TEXT, "\ufeff" + TEXT, TEXT.replace("\n", "\r\n"))) {
      for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
        var file = write(text, charset);
        var expected = Csv.read(file);
        for (int rows = 1; rows <= 6; rows++) {
          var chunks = chunks(file, rows, null);
          assertEquals((5 + rows - 1) / rows, chunks.size());
          assertEquals(rows(List.of(expected)), rows(chunks), text);
          assertEquals(expected.columns(), chunks.get(0).columns());
        }
      }
    }
    assertEquals("Zoë", Csv.read(write(TEXT, StandardCharsets.UTF_8)).value(0, "name"));
  }

  @Test
  void aHeaderAloneIsATableWithoutRows() throws IOException {
    var chunks = chunks(write("id,name\n", StandardCharsets.UTF_8), 2, null);
    assertEquals(1, chunks.size());
    assertEquals(0, chunks.get(0).size());
    assertEquals(List.of("id", "name"), chunks.get(0).columns());
  }

  /** Longer than the text in which the delimiter is found, and than a reader's buffer. */
  @Test
  void longFilesAreReadToTheEnd() throws IOException {
    var text = new StringBuilder("id,name\n");
    for (int row = 0; row < 30_000; row++) {
      text.append(row).append(",name ").append(row).append('\n');
    }
    var chunks = chunks(write(text.toString(), StandardCharsets.UTF_8), 7_000, null);
    assertEquals(5, chunks.size());
    assertEquals("name 29999", chunks.get(4).value(1_999, "name"));
  }

  @Test
  void damagedFilesAreRefusedAsAWhole() throws IOException {
    refused("line 4 of", write("id,name\n1,a\n2,b\n3\n", StandardCharsets.UTF_8));
    refused("is empty", write("\n \n", StandardCharsets.UTF_8));
    refused("is not text in UTF-8", write("id,name\n1,Zoë\n", StandardCharsets.ISO_8859_1));
    refused("a quotation mark is not closed", write("id,name\n1,\"a\n", StandardCharsets.UTF_8));
    refused("there is no", folder.resolve("missing.csv"));
    var latin = write("id,name\n1,Zoë\n", StandardCharsets.ISO_8859_1);
    assertEquals("Zoë", chunks(latin, 9, StandardCharsets.ISO_8859_1).get(0).value(0, "name"));
    assertThrows(IllegalArgumentException.class, () -> chunks(latin, 0, null));
  }

  private static void refused(String message, Path file) {
    var error = assertThrows(DataException.class, () -> chunks(file, 2, null));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  private Path write(String text, Charset charset) throws IOException {
    return Files.write(Files.createTempFile(folder, "table", ".csv"), text.getBytes(charset));
  }

  private static List<Csv> chunks(Path file, int rows, Charset charset) {
    var chunks = new ArrayList<Csv>();
    Csv.readChunks(file, null, charset, rows, chunks::add);
    return chunks;
  }

  private static List<List<String>> rows(List<Csv> tables) {
    var rows = new ArrayList<List<String>>();
    for (var table : tables) {
      for (int row = 0; row < table.size(); row++) {
        rows.add(table.row(row));
      }
    }
    return rows;
  }
}
