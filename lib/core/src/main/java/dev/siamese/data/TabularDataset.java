package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.TabularSchema.CategoricalColumn;
import dev.siamese.tensor.internal.DirectBuffers;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Rows of a table with C categorical and M numeric columns, any of whose values may be missing. A
 * batch is two tensors: the categories' codes {@code (N, C)}, 64-bit integers, 0 where missing; and
 * {@code (N, 2M)}, the numbers, 0 where missing, followed by M indicators, 1 where present and 0
 * where missing.
 *
 * <p>From a CSV file: {@code TabularDataset.of(Csv.read(file), "label", schema)}, with a schema
 * given or {@linkplain TabularSchema#infer inferred}. From arrays: {@link #of(float[][], Targets)}.
 */
public final class TabularDataset implements Dataset {

  private final List<CategoricalColumn> categoricalColumns;
  private final List<String> numericColumns;
  private final int[][] codes; // one array per categorical column
  private final float[][] values; // one array per numeric column; NaN where missing
  private final Targets targets;

  TabularDataset(
      List<CategoricalColumn> categoricalColumns,
      List<String> numericColumns,
      int[][] codes,
      float[][] values,
      Targets targets) {
    this.categoricalColumns = List.copyOf(categoricalColumns);
    this.numericColumns = List.copyOf(numericColumns);
    this.codes = codes;
    this.values = values;
    this.targets = targets;
  }

  /**
   * {@return the rows of a table} The categories of a column are its distinct values in
   * alphabetical order, and so are the classes.
   *
   * @param table with a header and one row per sample
   * @param labelColumn the column with the classes, which is not a feature
   * @param schema the kinds of the columns
   * @throws DataException if a column is missing, a row has no label, or a value of a numeric
   *     column is not a finite number; rows are counted from 1
   */
  public static TabularDataset of(Csv table, String labelColumn, TabularSchema schema) {
    return TabularReader.read(table, labelColumn, schema);
  }

  /**
   * {@return rows of numbers, in columns named {@code x0}, {@code x1}, …}
   *
   * @param rows one array per sample, all of one length; NaN where missing
   * @param targets the class of each row, as in {@code Targets.of(names)}
   */
  public static TabularDataset of(float[][] rows, Targets targets) {
    return TabularReader.read(rows, targets);
  }

  /** {@return the categorical columns, in the order of their codes} */
  public List<CategoricalColumn> categoricalColumns() {
    return categoricalColumns;
  }

  /** {@return the names of the numeric columns} */
  public List<String> numericColumns() {
    return numericColumns;
  }

  /**
   * {@return the codes of one categorical column, one per row: from 1, 0 where missing} A copy.
   *
   * @param column the index of the column
   */
  public int[] codes(int column) {
    return codes[column].clone();
  }

  /**
   * {@return the values of one numeric column, one per row, NaN where missing} A copy.
   *
   * @param column the index of the column
   */
  public float[] values(int column) {
    return values[column].clone();
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var bytes = DirectBuffers.get(Long.BYTES * rows.length * codes.length);
    var longs = bytes.asLongBuffer();
    for (int row : rows) {
      for (var column : codes) {
        longs.put(column[row]);
      }
    }
    var shape = new Shape(rows.length, codes.length);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.INT64)) {
      return new NDList(raw.duplicate()).addAll(numbers(manager, rows));
    }
  }

  private NDList numbers(NDManager manager, int[] rows) {
    var bytes = DirectBuffers.get(2 * Float.BYTES * rows.length * values.length);
    var floats = bytes.asFloatBuffer();
    for (int row : rows) {
      for (var column : values) {
        floats.put(Float.isNaN(column[row]) ? 0 : column[row]);
      }
      for (var column : values) {
        floats.put(Float.isNaN(column[row]) ? 0 : 1);
      }
    }
    var shape = new Shape(rows.length, 2L * values.length);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.FLOAT32)) {
      return new NDList(raw.duplicate());
    }
  }

  @Override
  public TabularDataset filterClasses(IntPredicate kept) {
    return (TabularDataset) Dataset.super.filterClasses(kept);
  }

  @Override
  public TabularDataset select(int... rows) {
    return new TabularDataset(
        categoricalColumns,
        numericColumns,
        Arrays.stream(codes)
            .map(column -> Arrays.stream(rows).map(row -> column[row]).toArray())
            .toArray(int[][]::new),
        Arrays.stream(values).map(column -> select(column, rows)).toArray(float[][]::new),
        targets.select(rows));
  }

  private static float[] select(float[] column, int[] rows) {
    var some = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = column[rows[i]];
    }
    return some;
  }

  @Override
  public TabularDataset withLabels(Targets others) {
    return new TabularDataset(
        categoricalColumns, numericColumns, codes, values, others.requireSize(size()));
  }

  /**
   * {@return the same rows without some of their values}
   *
   * @param missing whether a row, and a column of it, is to be missing; the categorical columns
   *     come before the numeric ones
   */
  public TabularDataset withMissing(BiPredicate<Integer, Integer> missing) {
    var newCodes = new int[codes.length][size()];
    var newValues = new float[values.length][size()];
    for (int row = 0; row < size(); row++) {
      for (int i = 0; i < codes.length; i++) {
        newCodes[i][row] = missing.test(row, i) ? 0 : codes[i][row];
      }
      for (int i = 0; i < values.length; i++) {
        newValues[i][row] = missing.test(row, codes.length + i) ? Float.NaN : values[i][row];
      }
    }
    return new TabularDataset(categoricalColumns, numericColumns, newCodes, newValues, targets);
  }

  /**
   * {@return the same rows encoded with other columns, such as those an encoder was fitted to:
   * categories that these do not have become missing, and numbers are standardised}
   *
   * @param categorical whose categories determine the codes
   * @param numeric the names of the numeric columns
   * @param shift subtracted from each numeric column
   * @param scale by which each numeric column is then divided, not 0
   * @throws IllegalArgumentException if a column is missing
   */
  public TabularDataset encodedWith(
      List<CategoricalColumn> categorical, List<String> numeric, float[] shift, float[] scale) {
    var names = categoricalColumns.stream().map(CategoricalColumn::name).toList();
    var newCodes = new int[categorical.size()][];
    for (int i = 0; i < newCodes.length; i++) {
      int column = index(names, categorical.get(i).name());
      var newCodeOf = categorical.get(i).codesOf(categoricalColumns.get(column).categories());
      newCodes[i] = IntStream.of(codes[column]).map(code -> newCodeOf[code]).toArray();
    }
    var newValues = new float[numeric.size()][size()];
    for (int i = 0; i < newValues.length; i++) {
      var column = values[index(numericColumns, numeric.get(i))];
      for (int row = 0; row < column.length; row++) {
        newValues[i][row] = (column[row] - shift[i]) / scale[i];
      }
    }
    return new TabularDataset(categorical, numeric, newCodes, newValues, targets);
  }

  private static int index(List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the rows have no column \"%s\" of this kind, only %s"
              .formatted(name, String.join(", ", names)));
    }
    return index;
  }
}
