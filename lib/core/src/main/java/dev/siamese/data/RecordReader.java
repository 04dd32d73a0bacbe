package dev.siamese.data;

import dev.siamese.tensor.internal.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

  static LabeledPairs pairs(Csv table, Records records) {
    table.requireColumns(List.of("left", "right", "same"));
    if (table.size() < MIN_PAIRS) {
      throw new DataException(
          "%s has %s; at least %d are needed"
              .formatted(table.name(), Counts.of(table.size(), "pair"), MIN_PAIRS));
    }
    var rows = new HashMap<String, Integer>();
    for (int row = 0; row < records.size(); row++) {
      rows.put(records.key(row), row);
    }
    var left = new int[table.size()];
    var right = new int[table.size()];
    var same = new boolean[table.size()];
    var seen = new HashMap<Set<Integer>, Integer>();
    for (int i = 0; i < same.length; i++) {
      left[i] = row(rows, table, i, "left");
      right[i] = row(rows, table, i, "right");
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
}
