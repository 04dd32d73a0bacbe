package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.DelimitedText;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * The rows of a text file with commas, semicolons, tabs or bars between the cells, with or without
 * a header, with or without quotation marks around cells; the encoding is found as {@link
 * dev.siamese.data.Csv} finds it.
 *
 * <p>Quotation marks in a file with tabs count as text unless every cell that has one begins and
 * ends with one.
 *
 * @param rows the cells of each row that is not blank, without white space around them; a header is
 *     the first row
 */
public record DelimitedFile(List<List<String>> rows) {

  private static final Set<String> MISSING = Set.of("", "?", "nan", "na", "null");

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its rows
   * @throws DataException if it is missing, empty or in another encoding, or naming the first row
   *     with another number of cells than the first row has
   */
  public static DelimitedFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(NearestPath.noFile(file));
    }
    try {
      var bytes = Files.readAllBytes(file);
      return parse(file.toString(), DelimitedText.decode(bytes, DelimitedText.encoding(bytes)));
    } catch (CharacterCodingException e) {
      throw new DataException(file + " is not text in UTF-8: save it as UTF-8");
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }

  private static DelimitedFile parse(String name, String text) {
    var lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new DataException(name + " is empty");
    }
    char delimiter = DelimitedText.delimiter(lines.get(0));
    var unquoted = lines.stream().map(line -> cells(line, delimiter)).toList();
    List<List<String>> rows = unquoted;
    if (text.indexOf('"') >= 0
        && !(delimiter == '\t' && isTable(unquoted) && !isQuoted(unquoted))) {
      var quoted = quoted(text, delimiter);
      rows = isTable(quoted) || !isTable(unquoted) && !quoted.isEmpty() ? quoted : unquoted;
    }
    int columns = rows.get(0).size();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).size() != columns) {
        throw new DataException(
            "row %d of %s has %d cells, but the first has %d"
                .formatted(row + 1, name, rows.get(row).size(), columns));
      }
    }
    return new DelimitedFile(rows);
  }

  private static List<String> cells(String line, char delimiter) {
    var cells = line.split(Pattern.quote(String.valueOf(delimiter)), -1);
    return Arrays.stream(cells).map(String::strip).toList();
  }

  private static boolean isTable(List<List<String>> rows) {
    return !rows.isEmpty() && rows.stream().mapToInt(List::size).distinct().count() == 1;
  }

  private static boolean isQuoted(List<List<String>> rows) {
    return rows.stream()
        .flatMap(List::stream)
        .filter(cell -> cell.contains("\""))
        .allMatch(cell -> cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\""));
  }

  /** The rows with quotation marks around cells; none if the marks do not allow that. */
  private static List<List<String>> quoted(String text, char delimiter) {
    var format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreSurroundingSpaces(true).get();
    try (var records = CSVParser.parse(text, format)) {
      return records.stream()
          .filter(record -> !record.stream().allMatch(String::isBlank))
          .map(record -> record.stream().map(String::strip).toList())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /**
   * {@return whether a cell stands for a missing value: empty, ?, NaN, NA or null}
   *
   * @param cell in upper or lower case
   */
  public static boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** {@return the number of cells of every row} */
  public int columns() {
    return rows.get(0).size();
  }

  /**
   * {@return the cells of a column}
   *
   * @param column its index
   * @param header whether to leave out the first row
   */
  public List<String> column(int column, boolean header) {
    return IntStream.range(header ? 1 : 0, rows.size())
        .mapToObj(row -> rows.get(row).get(column))
        .toList();
  }
}
