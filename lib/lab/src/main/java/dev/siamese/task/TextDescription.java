package dev.siamese.task;

import static dev.siamese.task.DataDescription.line;

import dev.siamese.catalog.TextFile;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Describes texts with classes or without. */
final class TextDescription {

  private static final int EXAMPLES = 3; // classes with an example

  private TextDescription() {}

  static List<String> of(Path path, DataOptions options) {
    var file = OwnParts.files(path, OwnParts.TABLES).get(0);
    var missing = new ArrayList<String>();
    var read =
        TextFile.read(
            file, options.get(DataOptions.LABEL), error -> missing.add(error.getMessage()));
    var texts = read.texts();
    var lines = new ArrayList<String>();
    lines.add(line("file", file.toString()));
    lines.add(line("columns", read.columns()));
    var lengths =
        texts.texts().stream().mapToInt(text -> text.split("\\s+").length).summaryStatistics();
    lines.add(
        line(
            "samples",
            "%s of %d to %d words"
                .formatted(Counts.of(texts.size(), "text"), lengths.getMin(), lengths.getMax())));
    if (read.labelled()) {
      var sizes = new TreeMap<String, Integer>();
      var counts = texts.classSizes();
      for (int label = 0; label < counts.length; label++) {
        sizes.put(texts.classes().get(label).toString(), counts[label]);
      }
      lines.add(line("classes", DataDescription.sizes(sizes, "texts")));
      lines.add(
          line(
              "missing",
              missing.isEmpty()
                  ? "none"
                  : "%s, such as: %s".formatted(Counts.of(missing.size(), "row"), missing.get(0))));
    }
    var seen = new HashSet<Integer>();
    IntStream.range(0, texts.size())
        .filter(row -> seen.add(texts.label(row)))
        .limit(EXAMPLES)
        .forEach(
            row ->
                lines.add(
                    line(
                        "example",
                        (read.labelled() ? texts.classes().get(texts.label(row)) + ": " : "")
                            + texts.text(row))));
    lines.addAll(duplicates(texts.texts(), texts.labels()));
    return lines;
  }

  private static List<String> duplicates(List<String> texts, int[] labels) {
    var classes = new HashMap<String, Set<Integer>>();
    for (int row = 0; row < labels.length; row++) {
      classes.computeIfAbsent(texts.get(row), text -> new HashSet<>()).add(labels[row]);
    }
    int equal = texts.size() - classes.size();
    var lines = new ArrayList<String>();
    lines.add(
        line("duplicates", equal == 0 ? "none" : Counts.of(equal, "text") + " equal to another"));
    long several = classes.values().stream().filter(each -> each.size() > 1).count();
    if (several > 0) {
      lines.add(line("warning", Counts.of(several, "text") + " with several classes"));
    }
    return lines;
  }
}
