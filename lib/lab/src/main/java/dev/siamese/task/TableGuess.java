package dev.siamese.task;

import dev.siamese.catalog.DelimitedFile;
import dev.siamese.catalog.TableColumn;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Guesses the columns of a table by their names and values, or finds those that are given. */
final class TableGuess {

  private static final int MAX_CLASSES = 50;
  private static final int LISTED = 6;
  private static final List<String> LABELS =
      List.of("label", "class", "target", "outcome", "y", "fraud", "isfraud", "fraudulent");
  private static final List<String> LABEL_PARTS =
      List.of(
          "fraud", "label", "target", "outcome", "class", "churn", "default", "failure", "betrug",
          "klasse");
  private static final Set<String> TIMES =
      Set.of("time", "date", "datetime", "timestamp", "year", "createdat", "datum", "zeit", "jahr");
  private static final String NONE = "none";

  private TableGuess() {}

  /** A column by its name; if there is none, the message has the nearest name. */
  static String existing(Csv table, String name) {
    if (table.columns().contains(name)) {
      return name;
    }
    throw new DataException(
        "%s has no column \"%s\"%s"
            .formatted(table.name(), name, OwnParts.suggestion(name, table.columns())));
  }

  /** A column of few values by its name, such as class or FraudFound. */
  static String label(Csv table) {
    var possible = table.columns().stream().filter(name -> isLabel(table.column(name))).toList();
    for (var wanted : LABELS) {
      for (var name : possible) {
        if (plain(name).equals(wanted)) {
          return name;
        }
      }
    }
    for (var part : LABEL_PARTS) {
      for (var name : possible) {
        if (plain(name).contains(part)) {
          return name;
        }
      }
    }
    throw new DataException(
        "%s has no column that is recognised as the label: give it with --label%s"
            .formatted(
                table.name(),
                possible.isEmpty()
                    ? ""
                    : "; those with few values are "
                        + possible.stream().limit(LISTED).collect(Collectors.joining(", "))));
  }

  private static boolean isLabel(List<String> cells) {
    var values = cells.stream().filter(cell -> !DelimitedFile.isMissing(cell)).distinct().toList();
    return values.size() <= Math.max(2, Math.min(MAX_CLASSES, cells.size() / 2));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  static String positive(String file, String label, List<String> labels, Optional<String> given) {
    var sizes = sizes(labels);
    if (given.isPresent()) {
      if (!sizes.containsKey(given.get())) {
        throw new DataException(
            "the column \"%s\" of %s has no value \"%s\"%s"
                .formatted(
                    label, file, given.get(), OwnParts.suggestion(given.get(), sizes.keySet())));
      }
      return given.get();
    }
    if (sizes.size() == 1) {
      throw new DataException(
          "the column \"%s\" of %s has one value, \"%s\": rows with another are needed"
              .formatted(label, file, labels.get(0)));
    }
    if (sizes.size() > 2) {
      throw new DataException(
          "the column \"%s\" of %s has %d values: give the one to detect with --positive, such as %s"
              .formatted(
                  label,
                  file,
                  sizes.size(),
                  sizes.keySet().stream().limit(LISTED).collect(Collectors.joining(", "))));
    }
    return sizes.entrySet().stream() // of equally many the later in the alphabet: 1, true, yes
        .min(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .orElseThrow()
        .getKey();
  }

  private static TreeMap<String, Integer> sizes(List<String> labels) {
    var sizes = new TreeMap<String, Integer>();
    labels.forEach(each -> sizes.merge(each, 1, Integer::sum));
    return sizes;
  }

  /** The given column, else one that is named so and has a time in each row, else "". */
  static String timeColumn(Csv table, List<TableColumn> columns, DataOptions options) {
    var given = options.get(DataOptions.TIME);
    if (given.isPresent()) {
      return given.get().equals(NONE) ? "" : existing(table, given.get());
    }
    return columns.stream()
        .filter(each -> TIMES.contains(plain(each.name())))
        .filter(each -> each.kind() != TableColumn.Kind.CONSTANT)
        .filter(
            each ->
                each.times()
                    .filter(times -> Arrays.stream(times).noneMatch(Double::isNaN))
                    .isPresent())
        .map(TableColumn::name)
        .findFirst()
        .orElse("");
  }

  static double[] requireTimes(String file, TableColumn column) {
    var times =
        column
            .times()
            .orElseThrow(
                () ->
                    new DataException(
                        "the column \"%s\" of %s has no times, such as \"%s\": write numbers, or dates as 2024-12-31"
                            .formatted(column.name(), file, column.cells().get(0))));
    for (int row = 0; row < times.length; row++) {
      if (Double.isNaN(times[row])) {
        throw new DataException(
            "row %d of %s has no value in the column \"%s\", the time"
                .formatted(row + 1, file, column.name()));
      }
    }
    return times;
  }
}
