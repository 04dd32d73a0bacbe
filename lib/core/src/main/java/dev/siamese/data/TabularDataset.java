package dev.siamese.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Rows of a table with C columns of categories and M columns of numbers, any of which may be
 * missing. As a batch they are two tensors: the codes of the categories {@code (N, C)}, 64-bit
 * integers, 0 where missing; and {@code (N, 2M)}, the numbers, 0 where missing, and behind them a 1
 * for each that is there and a 0 for each that is not.
 *
 * <p>Any CSV file becomes rows with {@code TableRows.of(Csv.read(file), "label", columns)}, the
 * columns being said or {@link TabularSchema#infer guessed}.
 */
public final class TabularDataset implements Dataset {

  private final List<CategoricalColumn> categoricalColumns;
  private final List<String> numericColumns;
  private final int[][] codes; // of each category, by row
  private final float[][] values; // of each column of numbers, by row; NaN where missing
  private final int[] labels;
  private final List<ClassInfo> classes;

  private TabularDataset(
      List<CategoricalColumn> categories,
      List<String> numbers,
      int[][] codes,
      float[][] values,
      int[] labels,
      List<ClassInfo> classes) {
    this.categoricalColumns = categories;
    this.numericColumns = numbers;
    this.codes = codes;
    this.values = values;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Reads a table. The levels of a category are the texts that are in it, in alphabetical order,
   * and so are the classes.
   *
   * @param labelColumn the name of the column with the classes, which is not read otherwise
   * @throws DataException if a column is not there, a row has no label, or what is in a column of
   *     numbers is no finite number; rows are counted from 1
   */
  public static TabularDataset of(Table table, String labelColumn, TabularSchema columns) {
    var label = category(table, labelColumn);
    var classes = label.categories().stream().map(name -> new ClassInfo(name, "")).toList();
    var labels = codes(table, label);
    for (int row = 0; row < labels.length; row++) {
      if (labels[row]-- == 0) {
        throw new DataException(
            "row %d of %s has no label in column \"%s\""
                .formatted(row + 1, table.name(), labelColumn));
      }
    }
    var categories =
        columns.categoricalColumns().stream().map(name -> category(table, name)).toList();
    return new TabularDataset(
        categories,
        columns.numericColumns(),
        categories.stream().map(each -> codes(table, each)).toArray(int[][]::new),
        columns.numericColumns().stream().map(name -> values(table, name)).toArray(float[][]::new),
        labels,
        classes);
  }

  private static CategoricalColumn category(Table table, String name) {
    var texts = TabularSchema.requireColumn(table, name);
    var levels =
        IntStream.range(0, texts.size())
            .filter(row -> !texts.isMissing(row))
            .mapToObj(texts::getString)
            .distinct()
            .sorted();
    return new CategoricalColumn(name, levels.toList());
  }

  private static int[] codes(Table table, CategoricalColumn category) {
    var texts = table.column(category.name());
    var codeOf = category.codeByCategory();
    return IntStream.range(0, texts.size())
        .map(row -> texts.isMissing(row) ? 0 : codeOf.get(texts.getString(row)))
        .toArray();
  }

  private static float[] values(Table table, String name) {
    var texts = TabularSchema.requireColumn(table, name);
    var values = new float[texts.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] =
          texts.isMissing(row) ? Float.NaN : TabularSchema.parseNumber(texts.getString(row));
      if (Float.isNaN(values[row]) && !texts.isMissing(row)) {
        throw new DataException(
            "row %d of %s, column \"%s\": \"%s\" is not a finite number; make it missing or the column a category"
                .formatted(row + 1, table.name(), name, texts.getString(row)));
      }
    }
    return values;
  }

  /**
   * The same rows as a table: texts, numbers, and last the columns {@code class} and {@code group};
   * what is missing or unknown is missing.
   */
  public Table toTable() {
    var columns = new ArrayList<Column<?>>();
    for (int i = 0; i < codes.length; i++) {
      var levels = categoricalColumns.get(i).categories();
      var texts = Arrays.stream(codes[i]).mapToObj(code -> code == 0 ? "" : levels.get(code - 1));
      columns.add(StringColumn.create(categoricalColumns.get(i).name(), texts));
    }
    for (int i = 0; i < values.length; i++) {
      columns.add(FloatColumn.create(numericColumns.get(i), values[i].clone()));
    }
    var mine = Arrays.stream(labels).mapToObj(classes::get).toList();
    columns.add(StringColumn.create("class", mine.stream().map(ClassInfo::name)));
    columns.add(StringColumn.create("group", mine.stream().map(ClassInfo::group)));
    return Table.create("rows", columns);
  }

  /** The columns of categories, in the order of their codes. */
  public List<CategoricalColumn> categoricalColumns() {
    return categoricalColumns;
  }

  /** The names of the columns of numbers. */
  public List<String> numericColumns() {
    return numericColumns;
  }

  /** The codes of one category, by row: from 1, 0 where missing. A copy. */
  public int[] codes(int category) {
    return codes[category].clone();
  }

  /** One column of numbers, by row, NaN where missing. A copy. */
  public float[] values(int number) {
    return values[number].clone();
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
    return new NDList(codesOf(manager, rows), numbersOf(manager, rows));
  }

  private NDArray codesOf(NDManager manager, int[] rows) {
    var bytes = DirectBuffers.get(8 * rows.length * codes.length);
    var longs = bytes.asLongBuffer();
    for (int row : rows) {
      for (var column : codes) {
        longs.put(column[row]);
      }
    }
    var shape = new Shape(rows.length, codes.length);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.INT64)) {
      return raw.duplicate();
    }
  }

  private NDArray numbersOf(NDManager manager, int[] rows) {
    var bytes = DirectBuffers.get(8 * rows.length * values.length);
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
      return raw.duplicate();
    }
  }

  @Override
  public TabularDataset filterClasses(IntPredicate wanted) {
    var kept = ClassSubset.of(this, wanted);
    return select(kept.rows()).withLabels(kept.labels(), kept.classes());
  }

  /** Some of the rows in the order given; columns and classes stay as they are. */
  public TabularDataset select(int... rows) {
    return new TabularDataset(
        categoricalColumns,
        numericColumns,
        Arrays.stream(codes).map(column -> pick(column, rows)).toArray(int[][]::new),
        Arrays.stream(values).map(column -> pick(column, rows)).toArray(float[][]::new),
        pick(labels, rows),
        classes);
  }

  private static int[] pick(int[] column, int[] rows) {
    return Arrays.stream(rows).map(row -> column[row]).toArray();
  }

  private static float[] pick(float[] column, int[] rows) {
    var some = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      some[i] = column[rows[i]];
    }
    return some;
  }

  /**
   * The same rows of other classes.
   *
   * @param labels the class of each row
   * @param classes the classes, in the order of their labels
   */
  public TabularDataset withLabels(int[] labels, List<ClassInfo> classes) {
    if (labels.length != size()) {
      throw new IllegalArgumentException(
          "%d labels for %d rows: there must be one for each".formatted(labels.length, size()));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes.size()) {
        throw new IllegalArgumentException(
            "label %d is not one of the %d classes".formatted(label, classes.size()));
      }
    }
    return new TabularDataset(
        categoricalColumns, numericColumns, codes, values, labels.clone(), List.copyOf(classes));
  }

  /**
   * The same rows by other columns, such as those that an encoder was fitted to: categories by
   * their own levels, where other texts become unknown, and numbers shifted and scaled.
   *
   * @param categories by whose levels texts get their codes
   * @param numbers the names of the columns of numbers
   * @param shift is taken off each of these columns
   * @param scale is what each is then divided by, not 0
   * @throws IllegalArgumentException if a column is not there
   */
  public TabularDataset encodedWith(
      List<CategoricalColumn> categories, List<String> numbers, float[] shift, float[] scale) {
    var newCodes = new ArrayList<int[]>();
    for (var category : categories) {
      int column =
          named(
              this.categoricalColumns.stream().map(CategoricalColumn::name).toList(),
              category.name());
      var levels = this.categoricalColumns.get(column).categories();
      var newCodeOf = category.codeByCategory();
      var codeOf = new int[levels.size() + 1];
      for (int code = 1; code < codeOf.length; code++) {
        codeOf[code] = newCodeOf.getOrDefault(levels.get(code - 1), 0);
      }
      newCodes.add(Arrays.stream(codes[column]).map(code -> codeOf[code]).toArray());
    }
    var newValues = new float[numbers.size()][size()];
    for (int number = 0; number < newValues.length; number++) {
      var column = values[named(this.numericColumns, numbers.get(number))];
      for (int row = 0; row < column.length; row++) {
        newValues[number][row] = (column[row] - shift[number]) / scale[number];
      }
    }
    return new TabularDataset(
        List.copyOf(categories),
        List.copyOf(numbers),
        newCodes.toArray(int[][]::new),
        newValues,
        labels,
        classes);
  }

  private static int named(List<String> names, String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "the rows have no column \"%s\" of that kind, only %s"
              .formatted(name, String.join(", ", names)));
    }
    return place;
  }
}
