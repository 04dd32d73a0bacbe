package dev.siamese.data;

import dev.siamese.tensor.internal.Counts;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of text, as a CSV file holds it: named columns and rows of cells.
 *
 * <p>Every cell is text, so that {@code 0123} stays what it is. White space around a cell is
 * removed; an empty cell is missing.
 */
public final class Csv {

  private static final int LISTED = 12; // columns that a message lists

  private final String name;
  private final List<String> columns;
  private final List<List<String>> rows;

  private Csv(String name, List<String> columns, List<List<String>> rows) {
    this.name = name;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * {@return a table}
   *
   * @param name for messages, such as the name of a file
   * @param columns their names, all different, none blank
   * @param rows one cell per column; null or blank where missing
   * @throws DataException if a name is blank or repeated, or a row has another number of cells
   */
  public static Csv of(String name, List<String> columns, List<List<String>> rows) {
    var names = columns.stream().map(String::strip).toList();
    var seen = new HashSet<String>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw new DataException("column %d of %s has no name: name it".formatted(i + 1, name));
      }
      if (!seen.add(names.get(i))) {
        throw new DataException(
            "%s has two columns \"%s\": rename one".formatted(name, names.get(i)));
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).size() != names.size()) {
        throw new DataException(
            "row %d of %s has %d cells, but there are %d columns"
                .formatted(row + 1, name, rows.get(row).size(), names.size()));
      }
    }
    return new Csv(name, names, rows.stream().map(Csv::stripped).toList());
  }

  private static List<String> stripped(List<String> cells) {
    return cells.stream().map(cell -> cell == null ? "" : cell.strip()).toList();
  }

  /**
   * Reads a file: a header, then one row per line, with commas, semicolons, tabs or bars between
   * the cells, whichever the header has most of; in UTF-8, or with a byte order mark UTF-16.
   *
   * @param file the CSV file
   * @return the table
   * @throws DataException if the file is missing, empty or not in these encodings, a column has no
   *     name or two have the same, or a row has more or fewer cells than the header
   */
  public static Csv read(Path file) {
    return CsvReader.read(file, null, null);
  }

  /**
   * Reads a file with this delimiter and encoding.
   *
   * @param file the CSV file
   * @param delimiter the character between cells; null detects it
   * @param encoding the encoding of the file; null detects it
   * @return the table
   * @throws DataException as {@link #read(Path)} does
   */
  public static Csv read(Path file, Character delimiter, Charset encoding) {
    return CsvReader.read(file, delimiter, encoding);
  }

  /**
   * Reads a file of any size in tables of some rows, one after the other; a file with a header only
   * is one table without rows.
   *
   * @param file the CSV file
   * @param delimiter the character between cells; null detects it
   * @param encoding the encoding of the file; null detects it
   * @param rows the greatest number of rows of a table, at least 1
   * @param consumer receives the tables, each with the columns of the file
   * @throws DataException as {@link #read(Path)} does, after the tables before the error
   */
  public static void readChunks(
      Path file, Character delimiter, Charset encoding, int rows, Consumer<Csv> consumer) {
    CsvChunks.read(file, delimiter, encoding, rows, consumer);
  }

  /**
   * Reads text as {@link #read(Path)} reads a file.
   *
   * @param name for messages
   * @param text the header and the rows
   * @return the table
   */
  public static Csv parse(String name, String text) {
    return CsvReader.parse(name, text, null);
  }

  /** {@return the name for messages, usually the file} */
  public String name() {
    return name;
  }

  /** {@return the names of the columns} */
  public List<String> columns() {
    return columns;
  }

  /** {@return the number of rows below the header} */
  public int size() {
    return rows.size();
  }

  /**
   * {@return the cells of one row}
   *
   * @param row the index of the row
   */
  public List<String> row(int row) {
    return rows.get(row);
  }

  /**
   * {@return one cell, {@code ""} if missing}
   *
   * @param row the index of the row
   * @param column the name of the column
   * @throws DataException if there is no such column
   */
  public String value(int row, String column) {
    return rows.get(row).get(index(column));
  }

  /**
   * {@return all cells of a column, {@code ""} where missing}
   *
   * @param column the name of the column
   * @throws DataException if there is no such column
   */
  public List<String> column(String column) {
    int index = index(column);
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /**
   * {@return the numbers of a column, NaN where missing: digits, at most one decimal point,
   * optionally a sign and an exponent, in every locale}
   *
   * @param column the name of the column
   * @throws DataException if there is no such column, or a cell is not a finite number of this form
   */
  public double[] numbers(String column) {
    int index = index(column);
    return IntStream.range(0, size()).mapToDouble(row -> number(row, index)).toArray();
  }

  private double number(int row, int column) {
    var text = rows.get(row).get(column);
    var where = "row %d of %s, column \"%s\"".formatted(row + 1, name, columns.get(column));
    return text.isEmpty() ? Double.NaN : CsvNumber.parse(text, where);
  }

  private int index(String column) {
    requireColumns(List.of(column));
    return columns.indexOf(column);
  }

  /**
   * Checks that the table has these columns.
   *
   * @param wanted the names of the columns
   * @throws DataException naming those that are missing and those that there are
   */
  public void requireColumns(List<String> wanted) {
    var missing = wanted.stream().filter(each -> !columns.contains(each)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s has no column %s; it has %s%s"
              .formatted(
                  name,
                  missing.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", ")),
                  columns.stream().limit(LISTED).collect(Collectors.joining(", ")),
                  columns.size() > LISTED ? ", …" : ""));
    }
  }

  /**
   * {@return some columns, in the order given}
   *
   * @param wanted the names of the columns
   * @throws DataException if one is missing
   */
  public Csv selectColumns(List<String> wanted) {
    var indices = wanted.stream().map(this::index).toList();
    return new Csv(
        name,
        List.copyOf(wanted),
        rows.stream().map(row -> indices.stream().map(row::get).toList()).toList());
  }

  /**
   * {@return some rows, in the order given}
   *
   * @param some the indices of the rows
   */
  public Csv select(int... some) {
    return new Csv(name, columns, IntStream.of(some).mapToObj(rows::get).toList());
  }

  /**
   * Writes the table with commas, in UTF-8. The file appears, or replaces another, only when it is
   * complete.
   *
   * @param file the CSV file
   * @throws DataException if it cannot be written
   */
  public void write(Path file) {
    CsvWriter.write(file, columns, rows);
  }

  @Override
  public String toString() {
    return "%s: %s of %s".formatted(name, Counts.of(size(), "row"), String.join(", ", columns));
  }
}
