package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.tensor.internal.DirectBuffers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Records of text fields, any of which may be missing. A class is the entity that records describe,
 * such as a person: two records of one class are duplicates.
 *
 * <p>A batch is the characters of the fields: {@code (N, fields, T)} code points, 64-bit integers,
 * padded with zeros to the longest field of the batch; a missing field is all zeros.
 */
public final class Records implements Dataset {

  private final List<String> fields;
  private final List<String> keys;
  private final String[][] values; // one row of fields per record, "" where missing
  private final Targets targets;

  /**
   * Records from arrays.
   *
   * @param fields the names of the fields, at least one
   * @param keys the key of each record
   * @param values the fields of each record; null or blank where missing. Not copied: white space
   *     around values is removed in place
   * @param targets the class of each record
   */
  public Records(List<String> fields, List<String> keys, String[][] values, Targets targets) {
    this.fields = List.copyOf(fields);
    this.keys = List.copyOf(keys);
    this.values = values;
    this.targets = targets.requireSize(values.length);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("records need at least one field");
    }
    if (keys.size() != values.length) {
      throw new IllegalArgumentException(
          "%d keys for %d records: one key per record is needed"
              .formatted(keys.size(), values.length));
    }
    for (int row = 0; row < values.length; row++) {
      if (values[row].length != fields.size()) {
        throw new IllegalArgumentException(
            "record \"%s\" has %d values for %d fields"
                .formatted(keys.get(row), values[row].length, fields.size()));
      }
      for (int field = 0; field < values[row].length; field++) {
        var value = values[row][field];
        values[row][field] = value == null ? "" : value.strip();
      }
    }
  }

  /**
   * As {@link #of(Csv, String, List)}, comparing all columns but the key.
   *
   * @param table with a header and one row per record
   * @param key the column that identifies a record
   * @return the records
   */
  public static Records of(Csv table, String key) {
    return of(table, key, table.columns().stream().filter(name -> !name.equals(key)).toList());
  }

  /**
   * {@return the records of a table, without known duplicates: each is a class of its own}
   *
   * @param table with a header and one row per record
   * @param key the column that identifies a record
   * @param fields the columns to compare
   * @throws DataException if a column is missing, or a key is missing or not unique
   */
  public static Records of(Csv table, String key, List<String> fields) {
    return RecordReader.records(table, key, fields);
  }

  /** {@return the names of the fields} */
  public List<String> fields() {
    return fields;
  }

  /**
   * {@return the key of a record}
   *
   * @param row the index of the record
   */
  public String key(int row) {
    return keys.get(row);
  }

  /** {@return the keys of all records} */
  public List<String> keys() {
    return keys;
  }

  /**
   * {@return the value of a field, {@code ""} if it is missing}
   *
   * @param row the index of the record
   * @param field the index of the field
   */
  public String value(int row, int field) {
    return values[row][field];
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var codePoints =
        Arrays.stream(rows)
            .boxed()
            .flatMap(row -> Arrays.stream(values[row]))
            .map(value -> value.codePoints().toArray())
            .toList();
    return new NDList(DirectBuffers.padded(manager, codePoints, rows.length, fields.size()));
  }

  @Override
  public Records filterClasses(IntPredicate kept) {
    return (Records) Dataset.super.filterClasses(kept);
  }

  @Override
  public Records select(int... rows) {
    return new Records(
        fields,
        Arrays.stream(rows).mapToObj(keys::get).toList(),
        Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[][]::new),
        targets.select(rows));
  }

  @Override
  public Records withLabels(Targets others) {
    return new Records(fields, keys, values, others);
  }

  /**
   * {@return the same records with other values}
   *
   * @param others one row of fields per record
   */
  public Records withValues(String[][] others) {
    return new Records(fields, keys, others, targets);
  }

  /**
   * {@return some of the fields, in the order given}
   *
   * @param names the names of the fields
   * @throws IllegalArgumentException if there is no such field
   */
  public Records selectFields(List<String> names) {
    if (names.equals(fields)) {
      return this;
    }
    var indices = names.stream().mapToInt(this::index).toArray();
    var some =
        Arrays.stream(values)
            .map(row -> Arrays.stream(indices).mapToObj(i -> row[i]).toArray(String[]::new))
            .toArray(String[][]::new);
    return new Records(names, keys, some, targets);
  }

  private int index(String name) {
    int index = fields.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "these records have no field \"%s\"; they have %s"
              .formatted(name, String.join(", ", fields)));
    }
    return index;
  }

  /**
   * {@return the same records, with the classes of each matching pair merged}
   *
   * @param pairs of these records; a similarity of at least 0.5 is a match
   */
  public Records mergeMatches(LabeledPairs pairs) {
    return RecordReader.mergeMatches(this, pairs);
  }

  /**
   * {@return labelled pairs of these records from a table with the columns {@code left} and {@code
   * right}, two keys, and {@code same}, {@code true} or {@code false}}
   *
   * @param table with the columns {@code left, right, same}
   * @throws DataException if a column is missing, a key is unknown, or there are fewer than three
   *     pairs
   */
  public LabeledPairs labeledPairs(Csv table) {
    return RecordReader.pairs(table, this, 0);
  }

  /**
   * {@return labelled pairs of two collections} As {@link #labeledPairs(Csv)}, but {@code left} is
   * a key of the first collection and {@code right} of the second.
   *
   * @param table with the columns {@code left, right, same}
   * @param leftSize the number of records of the first collection, which come first
   * @throws DataException as {@link #labeledPairs(Csv)} does
   */
  public LabeledPairs labeledPairs(Csv table, int leftSize) {
    return RecordReader.pairs(table, this, leftSize);
  }

  /**
   * {@return these records and others, with the fields that both have, matched by name}
   *
   * @param others the records that follow these
   * @throws DataException if they have no field in common
   */
  public Records concatShared(Records others) {
    return RecordReader.concatShared(this, others);
  }

  /**
   * {@return these records and others with the same fields} Classes of equal name and group are
   * merged.
   *
   * @param others with the same fields
   * @throws IllegalArgumentException if the others lack a field
   */
  public Records concat(Records others) {
    var more = others.selectFields(fields);
    var newLabels = new LinkedHashMap<ClassInfo, Integer>();
    classes().forEach(each -> newLabels.put(each, newLabels.size()));
    more.classes().forEach(each -> newLabels.putIfAbsent(each, newLabels.size()));
    var allValues = Arrays.copyOf(values, size() + more.size());
    System.arraycopy(more.values, 0, allValues, size(), more.size());
    var allKeys = new ArrayList<>(keys);
    allKeys.addAll(more.keys);
    var moreLabels = Arrays.stream(more.labels()).map(i -> newLabels.get(more.classes().get(i)));
    var labels = IntStream.concat(Arrays.stream(labels()), moreLabels).toArray();
    return new Records(
        fields, allKeys, allValues, new Targets(labels, List.copyOf(newLabels.keySet())));
  }
}
