package dev.siamese.task;

import dev.siamese.catalog.CellFormat;
import dev.siamese.catalog.DelimitedFile;
import dev.siamese.catalog.TableColumn;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What the columns of the user's own table are for.
 *
 * @param file its name, for messages
 * @param table all rows that have a label
 * @param testRows the number of rows at the end that are of a separate test file; 0 without one
 * @param label the column of the classes
 * @param labels the class of each row
 * @param positive the class to detect
 * @param all the other columns, without the time and the group
 * @param ignored the names of the columns that an option leaves out
 * @param timeColumn the name of the column with the time; empty for another split
 * @param time of each row
 * @param groupColumn the name of the column with the group; empty for another split
 */
record TableColumns(
    String file,
    Csv table,
    int testRows,
    String label,
    List<String> labels,
    String positive,
    List<TableColumn> all,
    List<String> ignored,
    String timeColumn,
    Optional<double[]> time,
    String groupColumn) {

  /** Reads one file, or a training and a test file. */
  static TableColumns of(List<Path> files, DataOptions options, Consumer<DataException> skipped) {
    return of(files, options, Map.of(), skipped);
  }

  /**
   * Reads files whose columns have known kinds.
   *
   * @param kinds by the names of the columns, which must be there; all others are ignored. Empty to
   *     guess them
   */
  static TableColumns of(
      List<Path> files,
      DataOptions options,
      Map<String, TableColumn.Kind> kinds,
      Consumer<DataException> skipped) {
    var first = read(files.get(0));
    var label =
        options
            .get(DataOptions.LABEL)
            .map(name -> TableGuess.existing(first, name))
            .orElseGet(() -> TableGuess.label(first));
    var rows = new ArrayList<>(labelled(first, label, skipped));
    int testRows = 0;
    if (files.size() == 2) {
      var second = read(files.get(1));
      second.requireColumns(first.columns());
      var test = labelled(second.selectColumns(first.columns()), label, skipped);
      rows.addAll(test);
      testRows = test.size();
    }
    first.requireColumns(List.copyOf(kinds.keySet()));
    return of(Csv.of(first.name(), first.columns(), rows), testRows, label, options, kinds);
  }

  private static TableColumns of(
      Csv table,
      int testRows,
      String label,
      DataOptions options,
      Map<String, TableColumn.Kind> kinds) {
    if (table.size() == 0) {
      throw new DataException(table.name() + " has no row below its header");
    }
    var formats = CellFormat.parse(options.get(DataOptions.FORMATS).orElse(""));
    formats.keySet().forEach(name -> TableGuess.existing(table, name));
    var columns =
        table.columns().stream()
            .filter(name -> !name.equals(label))
            .filter(name -> kinds.isEmpty() || kinds.containsKey(name))
            .map(
                name -> {
                  var column = TableColumn.of(table, name, formats);
                  return kinds.isEmpty() ? column : column.as(kinds.get(name), table.name());
                })
            .toList();
    var ignored =
        options.get(DataOptions.IGNORE).stream()
            .flatMap(text -> List.of(text.split("\\s*,\\s*")).stream())
            .map(name -> TableGuess.existing(table, name))
            .toList();
    var labels = table.column(label);
    var positive =
        TableGuess.positive(table.name(), label, labels, options.get(DataOptions.POSITIVE));
    var group =
        options.get(DataOptions.GROUP).map(name -> TableGuess.existing(table, name)).orElse("");
    var time =
        group.isEmpty() && testRows == 0 ? TableGuess.timeColumn(table, columns, options) : "";
    if (!group.isEmpty() && options.get(DataOptions.TIME).isPresent()) {
      throw new IllegalArgumentException("--time and --group are two splits: give one of them");
    }
    return new TableColumns(
        table.name(),
        table,
        testRows,
        label,
        labels,
        positive,
        columns.stream()
            .filter(each -> !each.name().equals(time) && !each.name().equals(group))
            .toList(),
        ignored,
        time,
        columns.stream()
            .filter(each -> each.name().equals(time))
            .findFirst()
            .map(each -> TableGuess.requireTimes(table.name(), each)),
        group);
  }

  private static Csv read(Path file) {
    var csv = Csv.read(file);
    if (csv.size() == 0) {
      throw new DataException(file + " has no row below its header");
    }
    return csv;
  }

  private static List<List<String>> labelled(
      Csv table, String label, Consumer<DataException> skipped) {
    var rows = new ArrayList<List<String>>();
    for (int row = 0; row < table.size(); row++) {
      if (DelimitedFile.isMissing(table.value(row, label))) {
        skipped.accept(
            new DataException(
                "row %d of %s has no value in the column \"%s\", the label"
                    .formatted(row + 1, table.name(), label)));
      } else {
        rows.add(table.row(row));
      }
    }
    return rows;
  }

  /** The group of each row; empty for another split. */
  Optional<List<String>> groups() {
    return groupColumn.isEmpty() ? Optional.empty() : Optional.of(table.column(groupColumn));
  }

  /** The columns to learn from. */
  List<TableColumn> features() {
    return all.stream()
        .filter(
            each ->
                each.kind() == TableColumn.Kind.NUMERIC
                    || each.kind() == TableColumn.Kind.CATEGORICAL)
        .filter(each -> !ignored.contains(each.name()))
        .toList();
  }

  /** The names of the features of a kind, or of the columns that are ignored for it. */
  List<String> names(TableColumn.Kind kind) {
    return all.stream()
        .filter(each -> each.kind() == kind && !ignored.contains(each.name()))
        .map(TableColumn::name)
        .toList();
  }

  /** Options with the label, the class to detect and the formats, which other data may not show. */
  DataOptions resolved(DataOptions options) {
    var formats = new LinkedHashMap<String, CellFormat>();
    features().stream()
        .filter(each -> each.kind() == TableColumn.Kind.NUMERIC)
        .forEach(each -> each.format().ifPresent(format -> formats.put(each.name(), format)));
    var values = new LinkedHashMap<>(options.values());
    values.put(DataOptions.LABEL, label);
    values.put(DataOptions.POSITIVE, positive);
    values.put(DataOptions.FORMATS, CellFormat.format(formats));
    return new DataOptions(values);
  }

  /** A short name of each row: a hash of all its cells, equal for equal rows. */
  List<String> rowNames() {
    return IntStream.range(0, labels.size())
        .mapToObj(row -> RecordedSplit.hash(String.join("\u0000", table.row(row))))
        .toList();
  }

  /** The features of a row and its class, as one text. */
  String content(int row) {
    return features().stream().map(each -> each.cells().get(row)).toList() + labels.get(row);
  }

  @Override
  public String toString() {
    return "detects \"%s\" in the column \"%s\", from %d numeric and %d categorical columns"
        .formatted(
            positive,
            label,
            names(TableColumn.Kind.NUMERIC).size(),
            names(TableColumn.Kind.CATEGORICAL).size());
  }
}
