package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CsvTest {

  @TempDir Path folder;

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("t.csv"), text.getBytes(charset));
  }

  private Table read(String text) throws IOException {
    return Csv.read(file(text, StandardCharsets.UTF_8));
  }

  /** Row by row, the header first. */
  private static List<List<String>> cells(Table table) {
    return IntStream.range(-1, table.rowCount())
        .mapToObj(
            row ->
                row < 0
                    ? table.columnNames()
                    : table.columns().stream().map(column -> column.getString(row)).toList())
        .toList();
  }

  @Test
  void everyCellIsText() throws IOException {
    var table = read("id,postcode,since,ok\n1,0123,1999-01-02,true\n2,NA,,null\n");
    assertEquals(
        List.of(
            List.of("id", "postcode", "since", "ok"),
            List.of("1", "0123", "1999-01-02", "true"),
            List.of("2", "NA", "", "null")),
        cells(table));
    assertTrue(table.column("since").isMissing(1));
    assertFalse(table.column("postcode").isMissing(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theDelimiterIsFoundInTheHeader(String delimiter) throws IOException {
    var text = "\"a,;|b\"¦c¦d\n1,5¦2;5¦x\n".replace("¦", delimiter);
    var table = delimiter.equals(",") ? "\"a,;|b\",c,d\n\"1,5\",2;5,x\n" : text;
    var expected =
        delimiter.equals(";")
            ? "\"a,;|b\";c;d\n1,5;\"2;5\";x\n" // as it has to be written then
            : table;
    assertEquals(
        List.of(List.of("a,;|b", "c", "d"), List.of("1,5", "2;5", "x")), cells(read(expected)));
  }

  @Test
  void oneColumnNeedsNoDelimiter() throws IOException {
    assertEquals(List.of(List.of("name"), List.of("x"), List.of("y")), cells(read("name\nx\ny")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkIsNoPartOfTheFirstName(String charset) throws IOException {
    var table = Csv.read(file("\uFEFFname;ort\r\nÖzil;Köln\r\n", Charset.forName(charset)));
    assertEquals(List.of(List.of("name", "ort"), List.of("Özil", "Köln")), cells(table));
  }

  @Test
  void quotationMarksHoldWhatIsInThem() throws IOException {
    var table = read("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n\" z \",\"\"\nO\"Brien,#5\n");
    assertEquals(
        List.of(
            List.of("a", "b"),
            List.of("x, \"y\"", "two\nlines"),
            List.of("z", ""),
            List.of("O\"Brien", "#5")),
        cells(table));
  }

  @Test
  void spacesAroundCellsAndRowsOfNothingAreLeftOut() throws IOException {
    var table = read("\n id , name \r\n\r\n 1 , Ann \r\n , \r\n2,\t\r\n\r\n");
    assertEquals(
        List.of(List.of("id", "name"), List.of("1", "Ann"), List.of("2", "")), cells(table));
  }

  @Test
  void columnsWithoutANameGetTheirNumber() throws IOException {
    assertEquals(List.of("column 1", "a"), read(",a\n0,x\n").columnNames());
  }

  @Test
  void wantedColumnsComeInTheOrderWanted() throws IOException {
    var path = file("a,b,c\n1,2,3\n", StandardCharsets.UTF_8);
    var table = Csv.read(path, List.of("c", "a"));
    assertEquals(List.of(List.of("c", "a"), List.of("3", "1")), cells(table));
    var error = assertThrows(DataException.class, () -> Csv.read(path, List.of("a", "x", "y")));
    assertEquals(path + " has no column \"x\", \"y\"; it has a, b, c", error.getMessage());
  }

  private void assertRefused(String message, String text) throws IOException {
    assertRefused(message, file(text, StandardCharsets.UTF_8));
  }

  private static void assertRefused(String message, Path path) {
    var error = assertThrows(DataException.class, () -> Csv.read(path));
    assertEquals(message, error.getMessage().replace(path.toString(), "t.csv"));
  }

  @Test
  void raggedRowsAreNamedByTheirLine() throws IOException {
    assertRefused(
        "line 3 of t.csv has 2 cells, but the header has 3", "a,b,c\n1,2,3\n1,2\n1,2,3\n");
    assertRefused("line 4 of t.csv has 4 cells, but the header has 3", "a,b,c\n1,2,3\n\n1,2,3,4");
    assertRefused(
        "line 4 of t.csv has 1 cells, but the header has 2", "a,b\n1,\"two\nlines\"\n3\n");
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertRefused("t.csv is empty: it needs a header and rows below it", "");
    assertRefused("t.csv is empty: it needs a header and rows below it", "\uFEFF \n\n");
    assertRefused("t.csv has two columns \"a\": rename one", "a,b,a \n1,2,3\n");
    assertRefused(
        "t.csv is no text in UTF-8: save it as \"CSV UTF-8\"",
        file("name\nMüller\n", StandardCharsets.ISO_8859_1));
    assertRefused("there is no file t.csv", folder.resolve("none"));
    assertRefused("there is no file t.csv", folder);
  }

  @Test
  void brokenQuotationIsRefused() throws IOException {
    for (var text : List.of("a,b\n\"x\"y,2\n", "a,b\n1,2\n\"x,2\n3,4\n", "a,b\n1,\"x\n2,y\n")) {
      var path = file(text, StandardCharsets.UTF_8);
      var error = assertThrows(DataException.class, () -> Csv.read(path));
      assertTrue(
          error
              .getMessage()
              .startsWith(
                  "cannot read %s: a quotation mark is not closed, or text follows one that is: "
                      .formatted(path)));
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var path = folder.resolve("new/out.csv");
    var table =
        Table.create(
            "t",
            StringColumn.create("a", "x, y", "", "ü"),
            StringColumn.create("b", "\"", "1", ""));
    Csv.write(table, path);
    assertEquals(cells(table), cells(Csv.read(path)));
    assertEquals(1, folder.resolve("new").toFile().list().length);
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
    var blocked = Files.writeString(folder.resolve("file"), "");
    var error =
        assertThrows(
            DataException.class,
            () -> Csv.write(Table.create("t", StringColumn.create("a")), blocked.resolve("o.csv")));
    assertTrue(error.getMessage().startsWith("cannot write " + blocked.resolve("o.csv")));
  }
}
