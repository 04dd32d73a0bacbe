package dev.siamese.data;

import dev.siamese.data.TabularSchema.CategoricalColumn;
import java.util.List;
import java.util.stream.IntStream;

/** Makes tabular data sets from tables and from arrays. */
final class TabularReader {

  private TabularReader() {}

  static TabularDataset read(Csv table, String labelColumn, TabularSchema schema) {
    var labels = table.column(labelColumn);
    int unlabeled = labels.indexOf("");
    if (unlabeled >= 0) {
      throw new DataException(
          "row %d of %s has no label in column \"%s\""
              .formatted(unlabeled + 1, table.name(), labelColumn));
    }
    var categorical =
        schema.categoricalColumns().stream()
            .map(name -> CategoricalColumn.of(name, table.column(name)))
            .toList();
    return new TabularDataset(
        categorical,
        schema.numericColumns(),
        categorical.stream()
            .map(each -> each.codes(table.column(each.name())))
            .toArray(int[][]::new),
        schema.numericColumns().stream().map(name -> values(table, name)).toArray(float[][]::new),
        Targets.of(labels));
  }

  private static float[] values(Csv table, String column) {
    var numbers = table.numbers(column);
    var values = new float[numbers.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) numbers[row];
      if (Float.isInfinite(values[row])) {
        throw new DataException(
            "row %d of %s, column \"%s\" is %s: numbers must be finite as 32-bit floats"
                .formatted(row + 1, table.name(), column, numbers[row]));
      }
    }
    return values;
  }

  static TabularDataset read(float[][] rows, Targets targets) {
    targets.requireSize(rows.length);
    int columns = rows.length == 0 ? 0 : rows[0].length;
    var values = new float[columns][rows.length];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != columns) {
        throw new IllegalArgumentException(
            "row %d has %d values, row 0 has %d: all rows need the same number"
                .formatted(row, rows[row].length, columns));
      }
      for (int column = 0; column < columns; column++) {
        values[column][row] = rows[row][column];
        if (Float.isInfinite(rows[row][column])) {
          throw new IllegalArgumentException(
              "value %d of row %d is %s: it must be finite, or NaN if it is missing"
                  .formatted(column, row, rows[row][column]));
        }
      }
    }
    var names = IntStream.range(0, columns).mapToObj(i -> "x" + i).toList();
    return new TabularDataset(List.of(), names, new int[0][], values, targets);
  }
}
