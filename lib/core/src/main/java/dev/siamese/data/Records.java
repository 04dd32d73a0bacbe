package dev.siamese.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Records of text fields, any of which may be missing; a class is what records are about, such as a
 * person, so that two records of one class are duplicates. As a batch they are the characters of
 * their fields: {@code (N, fields, T)} code points, 64-bit integers, filled up with zeros to the
 * longest field of the batch; a missing field is all zeros.
 */
public final class Records implements Dataset {

  private final List<String> fields;
  private final List<String> keys;
  private final String[][] values; // rows of fields, "" where missing
  private final int[] labels;
  private final List<ClassInfo> classes;

  /**
   * Takes the arrays as they are, without copying.
   *
   * @param fields the names of the fields
   * @param keys what the records are called, one for each
   * @param values a row of fields for each record; null or blank where a field is missing
   * @param labels the class of each record
   * @param classes the classes, in the order of their labels
   */
  public Records(
      List<String> fields,
      List<String> keys,
      String[][] values,
      int[] labels,
      List<ClassInfo> classes) {
    this.fields = List.copyOf(fields);
    this.keys = List.copyOf(keys);
    this.values = values;
    this.labels = labels;
    this.classes = List.copyOf(classes);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("records need at least one field");
    }
    if (keys.size() != values.length || values.length != labels.length) {
      throw new IllegalArgumentException(
          "%d keys, %d rows and %d labels: a record needs one of each"
              .formatted(keys.size(), values.length, labels.length));
    }
    for (int row = 0; row < values.length; row++) {
      if (values[row].length != fields.size()) {
        throw new IllegalArgumentException(
            "record \"%s\" has %d values for %d fields"
                .formatted(keys.get(row), values[row].length, fields.size()));
      }
      if (labels[row] < 0 || labels[row] >= classes.size()) {
        throw new IllegalArgumentException(
            "label " + labels[row] + " is not one of the " + classes.size() + " classes");
      }
      for (int field = 0; field < values[row].length; field++) {
        var value = values[row][field];
        values[row][field] = value == null ? "" : value.strip();
      }
    }
  }

  /** As below, comparing all columns but the key. */
  public static Records of(Table table, String key) {
    return of(table, key, table.columnNames().stream().filter(name -> !name.equals(key)).toList());
  }

  /**
   * The records of a table, of which it is not known which are the same: each is a class by itself.
   *
   * @param table of text, as {@link Csv#read} gives it
   * @param key the column that tells records apart
   * @param fields the columns to compare
   * @throws DataException if a column is not there, or a key is missing or comes twice
   */
  public static Records of(Table table, String key, List<String> fields) {
    var wanted = new ArrayList<>(List.of(key));
    wanted.addAll(fields);
    Csv.requireColumns(table, wanted);
    if (fields.isEmpty() || fields.contains(key)) {
      throw new DataException(
          "%s: the fields to compare are %s: name at least one, and not the key \"%s\""
              .formatted(table.name(), fields, key));
    }
    var rows = new HashMap<String, Integer>();
    var keys = table.column(key);
    for (int row = 0; row < table.rowCount(); row++) {
      if (keys.isMissing(row)) {
        throw new DataException(
            "row %d of %s has no \"%s\": every record needs one"
                .formatted(row + 1, table.name(), key));
      }
      var before = rows.putIfAbsent(keys.getString(row), row);
      if (before != null) {
        throw new DataException(
            "rows %d and %d of %s both have the %s \"%s\": name a column whose values are all different"
                .formatted(before + 1, row + 1, table.name(), key, keys.getString(row)));
      }
    }
    var values = new String[table.rowCount()][fields.size()];
    for (int field = 0; field < fields.size(); field++) {
      var column = table.column(fields.get(field));
      for (int row = 0; row < values.length; row++) {
        values[row][field] = column.getString(row);
      }
    }
    var names = keys.asStringColumn().asList();
    var classes = names.stream().map(name -> new ClassInfo(name, "")).toList();
    return new Records(fields, names, values, IntStream.range(0, values.length).toArray(), classes);
  }

  /** The names of the fields. */
  public List<String> fields() {
    return fields;
  }

  /** What a record is called. */
  public String key(int row) {
    return keys.get(row);
  }

  /** The value of a field, {@code ""} if it is missing. */
  public String value(int row, int field) {
    return values[row][field];
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int row) {
    return labels[row];
  }

  @Override
  public List<ClassInfo> classes() {
    return classes;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var points = new int[rows.length][fields.size()][];
    for (int i = 0; i < rows.length; i++) {
      for (int field = 0; field < fields.size(); field++) {
        points[i][field] = values[rows[i]][field].codePoints().toArray();
      }
    }
    return new NDList(paddedTensor(manager, points));
  }

  /** Whole numbers of every field of some records, filled up with zeros: (N, fields, T). */
  static NDArray paddedTensor(NDManager manager, int[][][] numbers) {
    int fields = numbers.length == 0 ? 0 : numbers[0].length;
    int longest = 1;
    for (var record : numbers) {
      for (var field : record) {
        longest = Math.max(longest, field.length);
      }
    }
    int size = Math.multiplyExact(numbers.length * fields, longest);
    var bytes = DirectBuffers.get(Math.multiplyExact(Long.BYTES, size));
    var longs = bytes.asLongBuffer();
    for (var record : numbers) {
      for (var field : record) {
        for (int number : field) {
          longs.put(number);
        }
        for (int i = field.length; i < longest; i++) {
          longs.put(0);
        }
      }
    }
    var shape = new Shape(numbers.length, fields, longest);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.INT64)) {
      return raw.duplicate();
    }
  }

  @Override
  public Records filterClasses(IntPredicate wanted) {
    var kept = ClassSubset.of(this, wanted);
    var some = select(kept.rows());
    return new Records(fields, some.keys, some.values, kept.labels(), kept.classes());
  }

  /** Some of the records in the order given; the classes stay as they are. */
  public Records select(int... rows) {
    return new Records(
        fields,
        Arrays.stream(rows).mapToObj(keys::get).toList(),
        Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[][]::new),
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        classes);
  }

  /**
   * Some of the fields in the order given.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  public Records selectFields(List<String> wanted) {
    if (wanted.equals(fields)) {
      return this;
    }
    var places = wanted.stream().mapToInt(this::field).toArray();
    var some =
        Arrays.stream(values)
            .map(row -> Arrays.stream(places).mapToObj(i -> row[i]).toArray(String[]::new))
            .toArray(String[][]::new);
    return new Records(wanted, keys, some, labels, classes);
  }

  /** The same records with other values. */
  public Records withValues(String[][] others) {
    return new Records(fields, keys, others, labels, classes);
  }

  /** The same records with other classes. */
  public Records withLabels(int[] others, List<ClassInfo> named) {
    return new Records(fields, keys, values, others, named);
  }

  /** The same records, classes of which a pair is the same having become one. */
  public Records mergeMatches(LabeledPairs pairs) {
    var root = IntStream.range(0, classes.size()).toArray();
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.similarity()[i] >= 0.5) {
        int left = root(root, labels[pairs.left()[i]]);
        int right = root(root, labels[pairs.right()[i]]);
        root[Math.max(left, right)] = Math.min(left, right);
      }
    }
    var joined = Arrays.stream(labels).map(label -> root(root, label)).toArray();
    var left = Arrays.stream(joined).boxed().collect(Collectors.toSet());
    return withLabels(joined, classes).filterClasses(left::contains);
  }

  private static int root(int[] root, int label) {
    while (root[label] != label) {
      root[label] = root[root[label]];
      label = root[label];
    }
    return label;
  }

  /**
   * Pairs of these records in a table whose columns {@code left} and {@code right} name two keys,
   * and {@code same} says {@code true} or {@code false}.
   *
   * @throws DataException if a column is missing, a key is unknown, or there are fewer than three
   *     pairs
   */
  public LabeledPairs labeledPairs(Table table) {
    Csv.requireColumns(table, List.of("left", "right", "same"));
    int count = table.rowCount();
    if (count < 3) {
      throw new DataException(
          "%s has %d pairs; at least three are needed".formatted(table.name(), count));
    }
    var rows = new HashMap<String, Integer>();
    for (int row = 0; row < size(); row++) {
      rows.put(keys.get(row), row);
    }
    var left = new int[count];
    var right = new int[count];
    var same = new boolean[count];
    for (int i = 0; i < count; i++) {
      left[i] = row(rows, table, i, "left");
      right[i] = row(rows, table, i, "right");
      var answer = table.column("same").getString(i).toLowerCase(Locale.ROOT);
      if (!answer.equals("true") && !answer.equals("false")) {
        throw new DataException(
            "row %d of %s says \"%s\" in the column same: it must be true or false"
                .formatted(i + 1, table.name(), answer));
      }
      same[i] = answer.equals("true");
    }
    return LabeledPairs.of(this, left, right, same);
  }

  private static int row(Map<String, Integer> rows, Table table, int i, String column) {
    var key = table.column(column).getString(i);
    var row = rows.get(key);
    if (row == null) {
      throw new DataException(
          "row %d of %s: there is no record \"%s\" to be on the %s"
              .formatted(i + 1, table.name(), key, column));
    }
    return row;
  }

  private int field(String name) {
    int place = fields.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "these records have no field \"%s\"; they have %s"
              .formatted(name, String.join(", ", fields)));
    }
    return place;
  }

  /**
   * These records and others of the same fields, in this order; classes of one name and group
   * become one.
   */
  public Records concat(Records others) {
    var more = others.selectFields(fields);
    var numbers = new LinkedHashMap<ClassInfo, Integer>();
    classes.forEach(label -> numbers.put(label, numbers.size()));
    more.classes.forEach(label -> numbers.putIfAbsent(label, numbers.size()));
    var all = Arrays.copyOf(values, size() + more.size());
    System.arraycopy(more.values, 0, all, size(), more.size());
    var labelled = Arrays.copyOf(labels, all.length);
    for (int row = 0; row < more.size(); row++) {
      labelled[size() + row] = numbers.get(more.classes.get(more.labels[row]));
    }
    var named = new ArrayList<>(keys);
    named.addAll(more.keys);
    return new Records(fields, named, all, labelled, List.copyOf(numbers.keySet()));
  }

  /** One row per record: its key, then its fields. */
  public Table toTable() {
    var table = Table.create("records", StringColumn.create("key", keys));
    for (int field = 0; field < fields.size(); field++) {
      int place = field;
      var column = Arrays.stream(values).map(row -> row[place]);
      table.addColumns(StringColumn.create(fields.get(field), column));
    }
    return table;
  }
}
