package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.Numbers;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A column of the user's own table, of a kind that is guessed.
 *
 * @param name in the header
 * @param kind of its values
 * @param cells one per row, {@code ""} where missing; numbers with a decimal point and without
 *     separators of thousands, dates as days since 1970
 * @param note how the cells were written, if not plainly; may be empty
 */
public record TableColumn(String name, Kind kind, List<String> cells, String note) {

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
  private static final Pattern GERMAN =
      Pattern.compile("[+-]?(\\d{1,3}(\\.\\d{3})+|\\d+)(,\\d+)?"); // 1.234,5
  private static final Pattern ENGLISH =
      Pattern.compile("[+-]?(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?"); // 1,234.5
  private static final Pattern KEY =
      Pattern.compile("(?i)(.*[^a-z])?(id|key|nr|no|number|index|uuid|guid)|.*(Id|ID|Number|Key)");

  /**
   * {@return a column of the kind that its cells suggest}
   *
   * @param name in the header
   * @param raw one cell per row
   */
  public static TableColumn of(String name, List<String> raw) {
    var cells = raw.stream().map(cell -> DelimitedFile.isMissing(cell) ? "" : cell).toList();
    var present = cells.stream().filter(cell -> !cell.isEmpty()).toList();
    var distinct = present.stream().distinct().toList();
    if (distinct.size() < 2) {
      var written = written(name, cells, distinct);
      return new TableColumn(name, Kind.CONSTANT, written.cells, written.note);
    }
    if (distinct.stream().allMatch(Numbers::isNumber)) {
      return new TableColumn(name, numbers(name, present, distinct), cells, "");
    }
    var written = written(name, cells, distinct);
    if (written.kind == Kind.NUMERIC) {
      return written;
    }
    boolean many =
        present.size() >= MIN_ROWS_OF_IDENTIFIERS && distinct.size() > 0.9 * present.size();
    return new TableColumn(name, many ? Kind.IDENTIFIER : Kind.CATEGORICAL, cells, "");
  }

  /** Numeric if all cells are numbers or dates in one of the ways to write them. */
  private static TableColumn written(String name, List<String> cells, List<String> distinct) {
    if (distinct.stream().allMatch(cell -> ENGLISH.matcher(cell).matches())) {
      return converted(name, cells, cell -> cell.replace(",", ""), "commas between thousands");
    }
    if (distinct.stream().allMatch(cell -> GERMAN.matcher(cell).matches())) {
      return converted(
          name, cells, cell -> cell.replace(".", "").replace(',', '.'), "decimal commas");
    }
    for (var format : DateFormat.values()) {
      if (distinct.stream().allMatch(cell -> format.days(cell) != null)) {
        return converted(name, cells, cell -> format.days(cell).toString(), "dates, " + format);
      }
    }
    return new TableColumn(name, Kind.CATEGORICAL, cells, "");
  }

  private static TableColumn converted(
      String name, List<String> cells, Function<String, String> number, String note) {
    var numbers = cells.stream().map(cell -> cell.isEmpty() ? "" : number.apply(cell)).toList();
    return new TableColumn(name, Kind.NUMERIC, numbers, note);
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
    return new TableColumn(name, known, cells, note);
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

  /** Formats of dates, of which the first that fits all cells is taken. */
  private enum DateFormat {
    ISO(
        "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?Z?)?",
        1, 2, 3),
    DOTTED("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})", 3, 2, 1),
    MONTH_FIRST("(\\d{1,2})/(\\d{1,2})/(\\d{4})", 3, 1, 2),
    DAY_FIRST("(\\d{1,2})/(\\d{1,2})/(\\d{4})", 3, 2, 1);

    private final Pattern pattern;
    private final int[] groups; // year, month, day

    DateFormat(String pattern, int... groups) {
      this.pattern = Pattern.compile(pattern);
      this.groups = groups;
    }

    /** Days since 1970, with a fraction for the time of day; null if a text is no such date. */
    Double days(String text) {
      var match = pattern.matcher(text);
      if (!match.matches()) {
        return null;
      }
      var parts = IntStream.of(groups).map(i -> Integer.parseInt(match.group(i))).toArray();
      double seconds = 0;
      for (int i = 4; i <= match.groupCount(); i++) {
        seconds = 60 * seconds + (match.group(i) == null ? 0 : Integer.parseInt(match.group(i)));
      }
      try {
        return LocalDate.of(parts[0], parts[1], parts[2]).toEpochDay() + seconds / 86_400;
      } catch (DateTimeException e) {
        return null;
      }
    }

    @Override
    public String toString() {
      return switch (this) {
        case ISO -> "year-month-day";
        case MONTH_FIRST -> "month/day/year";
        case DAY_FIRST -> "day/month/year";
        case DOTTED -> "day.month.year";
      };
    }
  }
}
