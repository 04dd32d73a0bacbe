package dev.siamese.task;

import static dev.siamese.task.DataDescription.line;

import dev.siamese.catalog.CellFormat;
import dev.siamese.catalog.TableColumn.Kind;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Describes a table with a class to detect. */
final class ClassTableDescription {

  private static final int LISTED = 12; // columns and classes by name

  private ClassTableDescription() {}

  static List<String> of(Path path, DataOptions options) {
    var files = OwnParts.files(path, OwnParts.TABLES);
    var columns = TableColumns.of(files, options, error -> {});
    var lines = new ArrayList<String>();
    files.forEach(file -> lines.add(line("file", file.toString())));
    int rows = columns.labels().size();
    lines.add(
        line(
            "samples",
            "%s of %s"
                .formatted(
                    Counts.of(rows, "row"),
                    Counts.of(columns.table().columns().size(), "column"))));
    lines.add(line("label", columns.label() + guessed(options, DataOptions.LABEL)));
    var sizes = new TreeMap<String, Integer>();
    columns.labels().forEach(each -> sizes.merge(each, 1, Integer::sum));
    lines.add(line("classes", classes(sizes)));
    lines.add(
        line(
            "positive",
            String.format(
                Locale.ROOT,
                "%s, %.2f %% of the rows%s",
                columns.positive(),
                100.0 * sizes.get(columns.positive()) / rows,
                guessed(options, DataOptions.POSITIVE))));
    if (!columns.timeColumn().isEmpty()) {
      lines.add(line("time", columns.timeColumn() + guessed(options, DataOptions.TIME)));
    }
    lines.add(line("numeric", listed(columns.names(Kind.NUMERIC))));
    lines.add(line("categorical", listed(columns.names(Kind.CATEGORICAL))));
    for (var kind : List.of(Kind.CONSTANT, Kind.IDENTIFIER)) {
      if (!columns.names(kind).isEmpty()) {
        lines.add(line("ignored", listed(columns.names(kind)) + ": " + kind));
      }
    }
    if (!columns.ignored().isEmpty()) {
      lines.add(line("ignored", listed(columns.ignored()) + ": --ignore"));
    }
    var given = CellFormat.parse(options.get(DataOptions.FORMATS).orElse(""));
    for (var column : columns.all()) {
      var guessed = guessed(given.containsKey(column.name()), DataOptions.FORMATS);
      column
          .format()
          .ifPresent(each -> lines.add(line("read as", column.name() + ": " + each + guessed)));
    }
    lines.add(line("missing", missing(columns)));
    lines.addAll(examples(columns));
    lines.addAll(duplicates(columns));
    lines.addAll(telltales(columns));
    return lines;
  }

  private static String guessed(DataOptions options, String option) {
    return guessed(options.get(option).isPresent(), option);
  }

  private static String guessed(boolean given, String option) {
    return given ? "" : " (guessed; --%s changes it)".formatted(option);
  }

  private static String classes(Map<String, Integer> sizes) {
    return sizes.entrySet().stream()
            .limit(LISTED)
            .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(", "))
        + (sizes.size() > LISTED ? ", …" : "");
  }

  private static String listed(List<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().limit(LISTED).collect(Collectors.joining(", "))
            + (names.size() > LISTED ? ", … (%d)".formatted(names.size()) : "");
  }

  private static String missing(TableColumns columns) {
    var counts = new ArrayList<String>();
    long total = 0;
    for (var column : columns.all()) {
      long missing = column.cells().stream().filter(String::isEmpty).count();
      total += missing;
      if (missing > 0) {
        counts.add("%s %,d".formatted(column.name(), missing));
      }
    }
    return total == 0 ? "none" : "%s: %s".formatted(Counts.of(total, "cell"), listed(counts));
  }

  private static List<String> examples(TableColumns columns) {
    var lines = new ArrayList<String>();
    for (boolean positive : new boolean[] {true, false}) {
      IntStream.range(0, columns.labels().size())
          .filter(row -> columns.labels().get(row).equals(columns.positive()) == positive)
          .limit(1)
          .forEach(
              row ->
                  lines.add(
                      line(
                          positive ? "example" : "another",
                          String.join(" | ", columns.table().row(row)))));
    }
    return lines;
  }

  private static List<String> duplicates(TableColumns columns) {
    var labels = new HashMap<String, Set<String>>();
    int rows = columns.labels().size();
    var contents = new HashSet<String>();
    for (int row = 0; row < rows; row++) {
      var label = columns.labels().get(row);
      var content = columns.content(row); // which ends with the label
      contents.add(content);
      labels
          .computeIfAbsent(
              content.substring(0, content.length() - label.length()), key -> new HashSet<>())
          .add(label);
    }
    var lines = new ArrayList<String>();
    int equal = rows - contents.size();
    lines.add(
        line("duplicates", equal == 0 ? "none" : Counts.of(equal, "row") + " equal to another"));
    long both = labels.values().stream().filter(each -> each.size() > 1).count();
    if (both > 0) {
      lines.add(line("warning", "%,d different rows occur with several classes".formatted(both)));
    }
    return lines;
  }

  /** Categorical columns of which each value has one class, which may be known only later. */
  private static List<String> telltales(TableColumns columns) {
    var lines = new ArrayList<String>();
    for (var name : columns.names(Kind.CATEGORICAL)) {
      var values = columns.table().column(name);
      var labels = new HashMap<String, Set<String>>();
      for (int row = 0; row < values.size(); row++) {
        labels
            .computeIfAbsent(values.get(row), key -> new HashSet<>())
            .add(columns.labels().get(row));
      }
      boolean tells = labels.values().stream().allMatch(each -> each.size() == 1);
      if (tells && labels.size() <= values.size() / 4) {
        lines.add(
            line(
                "warning",
                "%s alone tells the class of every row: if it is known only afterwards, --ignore %s"
                    .formatted(name, name)));
      }
    }
    return lines;
  }
}
