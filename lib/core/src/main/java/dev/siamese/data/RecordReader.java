package dev.siamese.data;

import dev.siamese.tensor.internal.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads records, and labelled pairs of them, from tables. */
final class RecordReader {

  private static final int MIN_PAIRS = 3;

  private RecordReader() {}

  static Records records(Csv table, String key, List<String> fields) {
    var columns = new ArrayList<>(List.of(key));
    columns.addAll(fields);
    table.requireColumns(columns);
    if (fields.isEmpty() || fields.contains(key)) {
      throw new DataException(
          "%s: the fields to compare are %s: name at least one, and not the key \"%s\""
              .formatted(table.name(), fields, key));
    }
    var keys = table.column(key);
    var rows = new HashMap<String, Integer>();
    for (int row = 0; row < table.size(); row++) {
      if (keys.get(row).isEmpty()) {
        throw new DataException(
            "row %d of %s has no \"%s\": every record needs one"
                .formatted(row + 1, table.name(), key));
      }
      var earlier = rows.putIfAbsent(keys.get(row), row);
      if (earlier != null) {
        throw new DataException(
            "rows %d and %d of %s both have the %s \"%s\": choose a column without repeated values"
                .formatted(earlier + 1, row + 1, table.name(), key, keys.get(row)));
      }
    }
    var selected = table.selectColumns(fields);
    var values = new String[table.size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = selected.row(row).toArray(String[]::new);
    }
    return new Records(fields, keys, values, Targets.unique(keys));
  }

  /** Pairs of one collection if leftSize is 0, else of two. */
  static LabeledPairs pairs(Csv table, Records records, int leftSize) {
    table.requireColumns(List.of("left", "right", "same"));
    if (table.size() < MIN_PAIRS) {
      throw new DataException(
          "%s has %s; at least %d are needed"
              .formatted(table.name(), Counts.of(table.size(), "pair"), MIN_PAIRS));
    }
    var leftRows = rows(records, 0, leftSize == 0 ? records.size() : leftSize);
    var rightRows = leftSize == 0 ? leftRows : rows(records, leftSize, records.size());
    var left = new int[table.size()];
    var right = new int[table.size()];
    var same = new boolean[table.size()];
    var seen = new HashMap<Set<Integer>, Integer>();
    for (int i = 0; i < same.length; i++) {
      left[i] = row(leftRows, table, i, "left");
      right[i] = row(rightRows, table, i, "right");
      same[i] = isSame(table, i);
      var earlier = seen.putIfAbsent(new HashSet<>(List.of(left[i], right[i])), i);
      if (earlier != null && same[earlier] != same[i]) {
        throw new DataException(
            "rows %d and %d of %s contradict each other: \"%s\" and \"%s\" are the same and are not"
                .formatted(
                    earlier + 1,
                    i + 1,
                    table.name(),
                    table.value(i, "left"),
                    table.value(i, "right")));
      }
    }
    return LabeledPairs.of(records, left, right, same);
  }

  private static Map<String, Integer> rows(Records records, int start, int end) {
    var rows = new HashMap<String, Integer>();
    for (int row = start; row < end; row++) {
      rows.put(records.key(row), row);
    }
    return rows;
  }

  private static int row(Map<String, Integer> rows, Csv table, int i, String column) {
    var key = table.value(i, column);
    var row = rows.get(key);
    if (row == null) {
      throw new DataException(
          "row %d of %s, column \"%s\": no record has the key \"%s\""
              .formatted(i + 1, table.name(), column, key));
    }
    return row;
  }

  private static boolean isSame(Csv table, int i) {
    var text = table.value(i, "same").toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      throw new DataException(
          "row %d of %s, column \"same\" is \"%s\": it must be true or false"
              .formatted(i + 1, table.name(), text));
    }
    return text.equals("true");
  }

  static Records mergeMatches(Records records, LabeledPairs pairs) {
    var classes = new UnionFind(records.classes().size());
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.similarity()[i] >= 0.5) {
        int left = classes.find(records.label(pairs.left()[i]));
        int right = classes.find(records.label(pairs.right()[i]));
        classes.union(Math.max(left, right), Math.min(left, right));
      }
    }
    var merged = Arrays.stream(records.labels()).map(classes::find).toArray();
    var kept = Arrays.stream(merged).boxed().collect(Collectors.toSet());
    return records.withLabels(new Targets(merged, records.classes())).filterClasses(kept::contains);
  }

  static Records concatShared(Records left, Records right) {
    var shared = left.fields().stream().filter(right.fields()::contains).toList();
    if (shared.isEmpty()) {
      throw new DataException(
          "the records have no field in common: those of the first are %s, of the second %s; rename columns so that their names agree"
              .formatted(String.join(", ", left.fields()), String.join(", ", right.fields())));
    }
    return left.selectFields(shared).concat(right.selectFields(shared));
  }
}
