package dev.siamese.task;

import static dev.siamese.task.DataDescription.line;

import dev.siamese.catalog.DelimitedFile;
import dev.siamese.catalog.SentenceFile;
import dev.siamese.catalog.SeriesFile;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Describes series, pairs of sentences and records. */
final class TableDescription {

  private TableDescription() {}

  static List<String> of(Path path, TaskType type) {
    return switch (type) {
      case SERIES -> series(path);
      case TEXT -> sentences(path);
      default -> records(path);
    };
  }

  private static List<String> series(Path path) {
    var files = OwnParts.files(path, OwnParts.SERIES);
    var lines = new ArrayList<String>();
    for (var file : files) {
      lines.add(line("file", file.toString()));
      var series = SeriesFile.read(file);
      int[] lengths = IntStream.range(0, series.size()).map(series::length).sorted().toArray();
      lines.add(
          line(
              "samples",
              "%,d series, %s; shortest %,d values, median %,d, longest %,d"
                  .formatted(
                      series.size(),
                      Counts.of(series.features(), "channel"),
                      lengths[0],
                      lengths[lengths.length / 2],
                      lengths[lengths.length - 1])));
      lines.add(line("classes", DataDescription.sizes(classSizes(series), "series")));
      if (!Archive.extension(file).equals(".ts")) {
        lines.addAll(missing(DelimitedFile.read(file), true));
      }
      var rows =
          IntStream.range(0, series.size())
              .mapToObj(row -> Arrays.toString(series.values(row)))
              .toList();
      lines.add(line("duplicates", duplicates(rows)));
    }
    return lines;
  }

  private static TreeMap<String, Integer> classSizes(Sequences series) {
    var sizes = new TreeMap<String, Integer>();
    var counts = series.classSizes();
    for (int label = 0; label < counts.length; label++) {
      sizes.put(series.classes().get(label).toString(), counts[label]);
    }
    return sizes;
  }

  private static List<String> sentences(Path path) {
    var lines = new ArrayList<String>();
    for (var file : OwnParts.files(path, OwnParts.TABLES)) {
      lines.add(line("file", file.toString()));
      var read = SentenceFile.read(file, error -> {});
      var pairs = read.pairs();
      lines.add(line("columns", read.columns()));
      int same = (int) IntStream.range(0, pairs.size()).filter(i -> pairs.same()[i]).count();
      lines.add(
          line(
              "samples",
              "%s of %s; %,d the same, %,d different"
                  .formatted(
                      Counts.of(pairs.size(), "pair"),
                      Counts.of(pairs.texts().size(), "sentence"),
                      same,
                      pairs.size() - same)));
      for (boolean wanted : new boolean[] {true, false}) {
        IntStream.range(0, pairs.size())
            .filter(i -> pairs.same()[i] == wanted)
            .limit(1)
            .forEach(
                i ->
                    lines.add(
                        line(
                            wanted ? "same" : "different",
                            "%s | %s".formatted(pairs.first(i), pairs.second(i)))));
      }
      lines.addAll(missing(DelimitedFile.read(file), read.columns().contains("\"")));
      var rows =
          IntStream.range(0, pairs.size())
              .mapToObj(i -> pairs.first(i) + "\t" + pairs.second(i))
              .toList();
      lines.add(line("duplicates", duplicates(rows)));
      lines.addAll(contradictions(rows, pairs.same()));
    }
    return lines;
  }

  private static List<String> contradictions(List<String> rows, boolean[] same) {
    var labels = new HashMap<String, Set<Boolean>>();
    for (int i = 0; i < same.length; i++) {
      labels.computeIfAbsent(rows.get(i), unused -> new HashSet<>()).add(same[i]);
    }
    long both = labels.values().stream().filter(each -> each.size() == 2).count();
    return both == 0
        ? List.of()
        : List.of(line("warning", Counts.of(both, "pair") + " with both labels"));
  }

  private static List<String> records(Path path) {
    var file = OwnParts.onlyFile(path, OwnParts.TABLES);
    var csv = Csv.read(file);
    var lines = new ArrayList<String>();
    lines.add(
        line(
            "samples",
            "%s of %s: %s"
                .formatted(
                    Counts.of(csv.size(), "record"),
                    Counts.of(csv.columns().size(), "column"),
                    String.join(", ", csv.columns()))));
    if (csv.size() == 0) {
      throw new DataException(file + " has no row below its header");
    }
    lines.add(line("example", String.join(" | ", csv.row(0))));
    lines.addAll(missing(DelimitedFile.read(file), true));
    var key =
        csv.columns().stream()
            .filter(column -> new HashSet<>(csv.column(column)).size() == csv.size())
            .findFirst();
    var fields =
        csv.columns().stream().filter(each -> key.isEmpty() || !each.equals(key.get())).toList();
    var contents = csv.selectColumns(fields);
    var rows = IntStream.range(0, csv.size()).mapToObj(row -> contents.row(row).toString());
    lines.add(line("duplicates", duplicates(rows.toList()) + " beside the key"));
    lines.add(
        line(
            "to dedupe",
            key.isEmpty()
                ? "add a column with a different key in each row, for Dedupe --key"
                : "jbang/run Dedupe --data %s --key %s --fields %s --out duplicates.csv"
                    .formatted(
                        DataDescription.quoted(file),
                        DataDescription.quoted(Path.of(key.get())),
                        DataDescription.quoted(Path.of(String.join(",", fields))))));
    return lines;
  }

  private static List<String> missing(DelimitedFile table, boolean header) {
    var counts = new ArrayList<String>();
    int total = 0;
    for (int i = 0; i < table.columns(); i++) {
      long missing = table.column(i, header).stream().filter(DelimitedFile::isMissing).count();
      if (missing > 0) {
        total += (int) missing;
        counts.add(
            "%s %,d".formatted(header ? table.rows().get(0).get(i) : "column " + (i + 1), missing));
      }
    }
    var listed = counts.stream().limit(12).collect(Collectors.joining(", "));
    return List.of(
        line(
            "missing",
            total == 0
                ? "none"
                : "%s: %s%s"
                    .formatted(Counts.of(total, "cell"), listed, counts.size() > 12 ? ", …" : "")));
  }

  private static String duplicates(List<String> rows) {
    int equal = rows.size() - new HashSet<>(rows).size();
    return equal == 0 ? "none" : Counts.of(equal, "row") + " equal to another";
  }
}
