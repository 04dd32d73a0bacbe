package dev.siamese.catalog;

import dev.siamese.data.DataException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a column writes its numbers or dates, if not plainly as 1234.5. */
public enum CellFormat {
  /** 1,234.5. */
  THOUSANDS_COMMA("[+-]?(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?", cell -> cell.replace(",", "")),
  /** 1.234,5. */
  DECIMAL_COMMA(
      "[+-]?(\\d{1,3}(\\.\\d{3})+|\\d+)(,\\d+)?", cell -> cell.replace(".", "").replace(',', '.')),
  /** 2024-12-31, with a time of day or without. */
  YEAR_MONTH_DAY(
      "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?Z?)?",
      1, 2, 3),
  /** 31.12.2024. */
  DAY_DOT_MONTH("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})", 3, 2, 1),
  /** 12/31/2024. */
  MONTH_DAY_YEAR("(\\d{1,2})/(\\d{1,2})/(\\d{4})", 3, 1, 2),
  /** 31/12/2024. */
  DAY_MONTH_YEAR("(\\d{1,2})/(\\d{1,2})/(\\d{4})", 3, 2, 1);

  private static final String METADATA = "option formats"; // the option of the training
  private static final Map<String, CellFormat> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  CellFormat::toString, each -> each, (a, b) -> a, LinkedHashMap::new));
  private static final Pattern ENTRY = // a name may have commas
      Pattern.compile(
          "(.+?)=(%s)(,|$)"
              .formatted(
                  BY_NAME.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"))));

  private final Pattern pattern;
  private final UnaryOperator<String> plain; // null for dates
  private final int[] groups; // year, month, day

  CellFormat(String pattern, UnaryOperator<String> plain) {
    this.pattern = Pattern.compile(pattern);
    this.plain = plain;
    groups = new int[0];
  }

  CellFormat(String pattern, int... groups) {
    this.pattern = Pattern.compile(pattern);
    this.groups = groups;
    plain = null;
  }

  /** {@return the format of all of some cells; of several the first; empty if there is none} */
  static Optional<CellFormat> guess(List<String> cells) {
    return Arrays.stream(values())
        .filter(format -> cells.stream().allMatch(cell -> format.number(cell).isPresent()))
        .findFirst();
  }

  /**
   * {@return the cell as a plain number, a date as days since 1970; empty if it is not written so}
   *
   * @param cell not empty
   */
  Optional<String> number(String cell) {
    var match = pattern.matcher(cell);
    if (!match.matches()) {
      return Optional.empty();
    }
    return plain != null
        ? Optional.of(plain.apply(cell))
        : Optional.ofNullable(days(match.toMatchResult())).map(String::valueOf);
  }

  /** Days since 1970, with a fraction for the time of day; null if there is no such day. */
  private Double days(MatchResult match) {
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

  /**
   * {@return the formats of columns by name}
   *
   * @param text such as {@code since=day/month/year,price=decimal-comma}; may be blank
   * @throws IllegalArgumentException if it is of another form
   */
  public static Map<String, CellFormat> parse(String text) {
    var formats = new LinkedHashMap<String, CellFormat>();
    var entry = ENTRY.matcher(text.strip());
    int end = 0;
    while (entry.lookingAt()) {
      formats.put(entry.group(1).strip(), BY_NAME.get(entry.group(2)));
      end = entry.end();
      entry.region(end, entry.regionEnd());
    }
    if (end < text.strip().length()) {
      throw new IllegalArgumentException(
          "\"%s\" is not of the form COLUMN=FORMAT,… where FORMAT is one of %s"
              .formatted(text, String.join(", ", BY_NAME.keySet())));
    }
    return formats;
  }

  /**
   * {@return the formats that a training stored on the card of its encoder}
   *
   * @param metadata of the card
   * @throws DataException if they are damaged
   */
  public static Map<String, CellFormat> of(Map<String, String> metadata) {
    try {
      return parse(metadata.getOrDefault(METADATA, ""));
    } catch (IllegalArgumentException e) {
      throw new DataException("the formats of the columns in the encoder's file are damaged", e);
    }
  }

  /**
   * {@return the formats as a text that {@link #parse} reads}
   *
   * @param formats by the names of columns
   */
  public static String format(Map<String, CellFormat> formats) {
    return formats.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
  }

  /** Such as {@code day/month/year} or {@code decimal-comma}. */
  @Override
  public String toString() {
    return switch (this) {
      case THOUSANDS_COMMA -> "thousands-comma";
      case DECIMAL_COMMA -> "decimal-comma";
      case YEAR_MONTH_DAY -> "year-month-day";
      case DAY_DOT_MONTH -> "day.month.year";
      case MONTH_DAY_YEAR -> "month/day/year";
      case DAY_MONTH_YEAR -> "day/month/year";
    };
  }
}
