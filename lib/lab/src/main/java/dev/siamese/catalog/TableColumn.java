package dev.siamese.catalog;

import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of the user's own table, of a kind that is guessed.
 *
 * @param name in the header
 * @param kind of its values
 * @param cells one per row, {@code ""} where missing; numbers with a decimal point and without
 *     separators of thousands, dates as days since 1970
 * @param format how the cells were written; empty if plainly
 */
public record TableColumn(String name, Kind kind, List<String> cells, Optional<CellFormat> format) {

  /** What a column is used for. */
  public enum Kind {
    /** A feature, as a number. */
    NUMERIC,
    /** A feature, as one of its distinct texts. */
    CATEGORICAL,
    /** Ignored: it has one value at most. */
    CONSTANT,
    /** Ignored: nearly each row has another text or key. */
    IDENTIFIER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MAX_CODES = 10; // numbers without fractions that may be categories
  private static final int MIN_ROWS_OF_IDENTIFIERS = 20;
  private static final Pattern KEY =
      Pattern.compile("(?i)(.*[^a-z])?(id|key|nr|no|number|index|uuid|guid)|.*(Id|ID|Number|Key)");

  /**
   * {@return a column of a table, of the kind that its cells suggest; numeric in a known format}
   *
   * @param table with a header
   * @param name in the header
   * @param formats of columns by name; the others are guessed
   * @throws DataException if a cell is not written in the known format
   */
  public static TableColumn of(Csv table, String name, Map<String, CellFormat> formats) {
    var raw = table.column(name);
    var format = formats.get(name);
    if (format == null) {
      return guessed(name, raw);
    }
    for (int row = 0; row < raw.size(); row++) {
      var cell = raw.get(row);
      if (!DelimitedFile.isMissing(cell) && format.number(cell).isEmpty()) {
        throw new DataException(
            "row %d of %s, column \"%s\" is \"%s\", which is not written as %s"
                .formatted(row + 1, table.name(), name, cell, format));
      }
    }
    return converted(name, present(raw), format);
  }

  private static List<String> present(List<String> raw) {
    return raw.stream().map(cell -> DelimitedFile.isMissing(cell) ? "" : cell).toList();
  }

  private static TableColumn guessed(String name, List<String> raw) {
    var cells = present(raw);
    var present = cells.stream().filter(cell -> !cell.isEmpty()).toList();
    var distinct = present.stream().distinct().toList();
    if (distinct.size() < 2) {
      var written = written(name, cells, distinct);
      return new TableColumn(name, Kind.CONSTANT, written.cells, written.format);
    }
    if (distinct.stream().allMatch(Numbers::isNumber)) {
      return new TableColumn(name, numbers(name, present, distinct), cells, Optional.empty());
    }
    var written = written(name, cells, distinct);
    if (written.kind == Kind.NUMERIC) {
      return written;
    }
    boolean many =
        present.size() >= MIN_ROWS_OF_IDENTIFIERS && distinct.size() > 0.9 * present.size();
    return new TableColumn(
        name, many ? Kind.IDENTIFIER : Kind.CATEGORICAL, cells, Optional.empty());
  }

  /** Numeric if all cells are numbers or dates in one format. */
  private static TableColumn written(String name, List<String> cells, List<String> distinct) {
    return CellFormat.guess(distinct)
        .map(format -> converted(name, cells, format))
        .orElseGet(() -> new TableColumn(name, Kind.CATEGORICAL, cells, Optional.empty()));
  }

  private static TableColumn converted(String name, List<String> cells, CellFormat format) {
    var numbers =
        cells.stream().map(cell -> cell.isEmpty() ? "" : format.number(cell).orElse(cell)).toList();
    return new TableColumn(name, Kind.NUMERIC, numbers, Optional.of(format));
  }

  /** Few whole numbers are codes; different ones in each row, which count or are named so, keys. */
  private static Kind numbers(String name, List<String> present, List<String> distinct) {
    boolean whole = distinct.stream().allMatch(cell -> cell.matches("[+-]?\\d+"));
    if (whole
        && distinct.size() > 0.95 * present.size()
        && present.size() >= MIN_ROWS_OF_IDENTIFIERS) {
      var range = present.stream().mapToDouble(Double::parseDouble).summaryStatistics();
      boolean counts = range.getMax() - range.getMin() < 1.05 * present.size();
      if (counts || KEY.matcher(name).matches()) {
        return Kind.IDENTIFIER;
      }
    }
    return whole && distinct.size() <= Math.min(MAX_CODES, present.size() / 2)
        ? Kind.CATEGORICAL
        : Kind.NUMERIC;
  }

  /**
   * {@return the same column as a kind that is known}
   *
   * @param known the kind
   * @param file its name, for messages
   * @throws DataException if it is to be numeric, and a cell is no number
   */
  public TableColumn as(Kind known, String file) {
    if (known == Kind.NUMERIC) {
      for (int row = 0; row < cells.size(); row++) {
        if (!cells.get(row).isEmpty() && !Numbers.isNumber(cells.get(row))) {
          throw new DataException(
              "row %d of %s, column \"%s\" is \"%s\", but the encoder was trained on numbers there"
                  .formatted(row + 1, file, name, cells.get(row)));
        }
      }
    }
    return new TableColumn(name, known, cells, format);
  }

  /**
   * {@return the cells as times: numbers as they are, dates as days since 1970, NaN where missing;
   * empty if a cell is neither}
   */
  public Optional<double[]> times() {
    var times = new double[cells.size()];
    for (int row = 0; row < times.length; row++) {
      if (!cells.get(row).isEmpty() && !Numbers.isNumber(cells.get(row))) {
        return Optional.empty();
      }
      times[row] = cells.get(row).isEmpty() ? Double.NaN : Double.parseDouble(cells.get(row));
    }
    return Optional.of(times);
  }
}
