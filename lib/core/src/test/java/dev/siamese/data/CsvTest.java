package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

class CsvTest {

  @TempDir Path folder;

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("t.csv"), text.getBytes(charset));
  }

  private Csv read(String text) throws IOException {
    return Csv.read(file(text, StandardCharsets.UTF_8));
  }

  /** Row by row, the header first. */
  private static List<List<String>> cells(Csv table) {
    return IntStream.range(-1, table.size())
        .mapToObj(row -> row < 0 ? table.columns() : table.row(row))
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
    assertEquals(List.of("1999-01-02", ""), table.column("since"));
    assertEquals("NA", table.value(1, "postcode"));
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
  void columnsWithoutANameAreRefusedUnlessTheyAreEmpty() throws IOException {
    assertRefused("column 1 of t.csv", ",a\n0,x\n");
    assertEquals(List.of(List.of("a"), List.of("x")), cells(read("a;;\nx;;\n")));
  }

  @Test
  void columnsAreSelectedInTheOrderGiven() throws IOException {
    var table = read("a,b,c\n1,2,3\n");
    assertEquals(
        List.of(List.of("c", "a"), List.of("3", "1")),
        cells(table.selectColumns(List.of("c", "a"))));
    var error =
        assertThrows(DataException.class, () -> table.requireColumns(List.of("a", "x", "y")));
    assertTrue(error.getMessage().contains("\"x\", \"y\""), error.getMessage());
  }

  @Test
  void numbersAreParsedStrictly() throws IOException {
    var table = read("x\n1\n-2.5e-3\n +.5 \n7.\n");
    assertArrayEquals(new double[] {1, -0.0025, 0.5, 7}, table.numbers("x"));
    assertTrue(Double.isNaN(read("x,y\n,1\n").numbers("x")[0]));
    for (var text : List.of("0,5", "1 000", "1f", "0x1p3", "NaN", "Infinity", "1e999", "१", "-")) {
      var other = read("x;y\n" + text + ";1\n");
      var error = assertThrows(DataException.class, () -> other.numbers("x"), text);
      assertTrue(error.getMessage().contains("\"" + text + "\""), error.getMessage());
    }
    var comma = assertThrows(DataException.class, () -> read("x;y\n0,5;1\n").numbers("x"));
    assertTrue(comma.getMessage().contains("decimal comma"), comma.getMessage());
  }

  @Test
  void delimiterAndEncodingMayBeGiven() throws IOException {
    var path = file("a,b;c\né,1;2\n", StandardCharsets.ISO_8859_1);
    var table = Csv.read(path, ';', StandardCharsets.ISO_8859_1);
    assertEquals(List.of(List.of("a,b", "c"), List.of("é,1", "2")), cells(table));
  }

  @Test
  void excelsDelimiterLineIsNoHeader() throws IOException {
    assertEquals(List.of(List.of("a,b"), List.of("1,2")), cells(read("sep=;\na,b\n1,2\n")));
  }

  @Test
  void utf16NeedsNoByteOrderMark() throws IOException {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      var table = Csv.read(file("name;ort\nÖzil;Köln\n", charset));
      assertEquals(List.of(List.of("name", "ort"), List.of("Özil", "Köln")), cells(table));
    }
  }

  private void assertRefused(String what, String text) throws IOException {
    assertRefused(what, file(text, StandardCharsets.UTF_8));
  }

  private static void assertRefused(String what, Path path) {
    var message = assertThrows(DataException.class, () -> Csv.read(path)).getMessage();
    var name = path.getFileName().toString();
    assertTrue(message.replace(path.toString(), name).contains(what), message);
  }

  @Test
  void raggedRowsAreNamedByTheirLine() throws IOException {
    assertRefused("line 3 of t.csv has 2 cells", "a,b,c\n1,2,3\n1,2\n1,2,3\n");
    assertRefused("line 4 of t.csv has 4 cells", "a,b,c\n1,2,3\n\n1,2,3,4");
    assertRefused("line 4 of t.csv has 1 cells", "a,b\n1,\"two\nlines\"\n3\n");
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertRefused("t.csv is empty", "");
    assertRefused("t.csv is empty", "\uFEFF \n\n");
    assertRefused("two columns \"a\"", "a,b,a \n1,2,3\n");
    assertRefused("UTF-8", file("name\nMüller\n", StandardCharsets.ISO_8859_1));
    assertRefused("no file none", folder.resolve("none"));
    assertRefused("is a folder", folder);
    for (var text : List.of("a,b\n\"x\"y,2\n", "a,b\n1,2\n\"x,2\n3,4\n", "a,b\n1,\"x\n2,y\n")) {
      assertRefused("t.csv: a quotation mark", text);
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var path = folder.resolve("new/out.csv");
    var table =
        Csv.of(
            "t",
            List.of("a", "b"),
            List.of(
                List.of("x, y", "\""), List.of("", "1"), List.of("ü", ""), List.of("a\nb", "2")));
    table.write(path);
    assertEquals(cells(table), cells(Csv.read(path)));
    assertEquals(1, folder.resolve("new").toFile().list().length);
  }

  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    var blocked = Files.writeString(folder.resolve("file"), "").resolve("o.csv");
    var table = Csv.of("t", List.of("a"), List.of());
    var error = assertThrows(DataException.class, () -> table.write(blocked));
    assertTrue(error.getMessage().contains(blocked.toString()), error.getMessage());
  }

  @Test
  void aQuotationMarkIsNoDelimiter() throws IOException {
    assertRefused("2 cells, but the header has 1", "sep=\"\na,b\n1,2\n");
    var file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n");
    for (char delimiter : new char[] {'"', '\n', '\r'}) {
      assertThrows(IllegalArgumentException.class, () -> Csv.read(file, delimiter, null));
    }
  }

  @Test
  void onlyTheFirstLineNamesTheDelimiter() throws IOException {
    var file = Files.writeString(folder.resolve("t.csv"), "sep=;\n".repeat(100_000));
    assertEquals(99_998, Csv.read(file).size()); // below the header, which is the second line
  }
}
