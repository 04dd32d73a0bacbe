package dev.siamese.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Transfer;
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
 * columns being said or {@link Columns#guess guessed}.
 */
public final class TableRows implements Dataset {

  private final List<Category> categories;
  private final List<String> numbers;
  private final int[][] codes; // of each category, by row
  private final float[][] values; // of each column of numbers, by row; NaN where missing
  private final int[] labels;
  private final List<ClassLabel> classes;

  private TableRows(
      List<Category> categories,
      List<String> numbers,
      int[][] codes,
      float[][] values,
      int[] labels,
      List<ClassLabel> classes) {
    this.categories = categories;
    this.numbers = numbers;
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
  public static TableRows of(Table table, String labelColumn, Columns columns) {
    var label = category(table, labelColumn);
    var classes = label.levels().stream().map(name -> new ClassLabel(name, "")).toList();
    var labels = codes(table, label);
    for (int row = 0; row < labels.length; row++) {
      if (labels[row]-- == 0) {
        throw new DataException(
            "row %d of %s has no label in column \"%s\""
                .formatted(row + 1, table.name(), labelColumn));
      }
    }
    var categories = columns.categories().stream().map(name -> category(table, name)).toList();
    return new TableRows(
        categories,
        columns.numbers(),
        categories.stream().map(each -> codes(table, each)).toArray(int[][]::new),
        columns.numbers().stream().map(name -> values(table, name)).toArray(float[][]::new),
        labels,
        classes);
  }

  private static Category category(Table table, String name) {
    var texts = Columns.column(table, name);
    var levels =
        IntStream.range(0, texts.size())
            .filter(row -> !texts.isMissing(row))
            .mapToObj(texts::getString)
            .distinct()
            .sorted();
    return new Category(name, levels.toList());
  }

  private static int[] codes(Table table, Category category) {
    var texts = table.column(category.name());
    var codeOf = category.codes();
    return IntStream.range(0, texts.size())
        .map(row -> texts.isMissing(row) ? 0 : codeOf.get(texts.getString(row)))
        .toArray();
  }

  private static float[] values(Table table, String name) {
    var texts = Columns.column(table, name);
    var values = new float[texts.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = texts.isMissing(row) ? Float.NaN : Columns.number(texts.getString(row));
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
  public Table table() {
    var columns = new ArrayList<Column<?>>();
    for (int i = 0; i < codes.length; i++) {
      var levels = categories.get(i).levels();
      var texts = Arrays.stream(codes[i]).mapToObj(code -> code == 0 ? "" : levels.get(code - 1));
      columns.add(StringColumn.create(categories.get(i).name(), texts));
    }
    for (int i = 0; i < values.length; i++) {
      columns.add(FloatColumn.create(numbers.get(i), values[i].clone()));
    }
    var mine = Arrays.stream(labels).mapToObj(classes::get).toList();
    columns.add(StringColumn.create("class", mine.stream().map(ClassLabel::name)));
    columns.add(StringColumn.create("group", mine.stream().map(ClassLabel::group)));
    return Table.create("rows", columns);
  }

  /** The columns of categories, in the order of their codes. */
  public List<Category> categories() {
    return categories;
  }

  /** The names of the columns of numbers. */
  public List<String> numbers() {
    return numbers;
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
  public List<ClassLabel> classes() {
    return classes;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    return new NDList(codesOf(manager, rows), numbersOf(manager, rows));
  }

  private NDArray codesOf(NDManager manager, int[] rows) {
    var bytes = Staging.bytes(8 * rows.length * codes.length);
    var longs = bytes.asLongBuffer();
    for (int row : rows) {
      for (var column : codes) {
        longs.put(column[row]);
      }
    }
    var shape = new Shape(rows.length, codes.length);
    try (var raw = Transfer.to(manager, bytes, shape, DataType.INT64)) {
      return raw.duplicate();
    }
  }

  private NDArray numbersOf(NDManager manager, int[] rows) {
    var bytes = Staging.bytes(8 * rows.length * values.length);
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
    try (var raw = Transfer.to(manager, bytes, shape, DataType.FLOAT32)) {
      return raw.duplicate();
    }
  }

  @Override
  public TableRows classesWhere(IntPredicate wanted) {
    var kept = KeptClasses.of(this, wanted);
    return select(kept.rows()).labelled(kept.labels(), kept.classes());
  }

  /** Some of the rows in the order given; columns and classes stay as they are. */
  public TableRows select(int... rows) {
    return new TableRows(
        categories,
        numbers,
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
  public TableRows labelled(int[] labels, List<ClassLabel> classes) {
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
    return new TableRows(categories, numbers, codes, values, labels.clone(), List.copyOf(classes));
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
  public TableRows fitted(
      List<Category> categories, List<String> numbers, float[] shift, float[] scale) {
    var newCodes = new ArrayList<int[]>();
    for (var category : categories) {
      int column = named(this.categories.stream().map(Category::name).toList(), category.name());
      var levels = this.categories.get(column).levels();
      var newCodeOf = category.codes();
      var codeOf = new int[levels.size() + 1];
      for (int code = 1; code < codeOf.length; code++) {
        codeOf[code] = newCodeOf.getOrDefault(levels.get(code - 1), 0);
      }
      newCodes.add(Arrays.stream(codes[column]).map(code -> codeOf[code]).toArray());
    }
    var newValues = new float[numbers.size()][size()];
    for (int number = 0; number < newValues.length; number++) {
      var column = values[named(this.numbers, numbers.get(number))];
      for (int row = 0; row < column.length; row++) {
        newValues[number][row] = (column[row] - shift[number]) / scale[number];
      }
    }
    return new TableRows(
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
