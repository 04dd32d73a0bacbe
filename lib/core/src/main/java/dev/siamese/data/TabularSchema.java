package dev.siamese.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Which columns of a table are categories and which are numbers.
 *
 * @param categoricalColumns the names of those whose texts are told apart
 * @param numericColumns the names of those that are measured
 */
public record TabularSchema(List<String> categoricalColumns, List<String> numericColumns) {

  /** Up to so many different numbers are taken for categories: grades, codes, days of the month. */
  private static final int FEW = 20;

  public TabularSchema {
    categoricalColumns = List.copyOf(categoricalColumns);
    numericColumns = List.copyOf(numericColumns);
  }

  /**
   * Decides by the rows of a table, which should be those of the training part: a column is one of
   * numbers if all that is in it are finite numbers, more than 20 different ones; otherwise one of
   * categories.
   *
   * @param without columns that are neither: the label, keys, what is known only afterwards
   * @throws DataException if the table does not have one of these
   */
  public static TabularSchema infer(Table table, String... without) {
    var left = Set.of(without);
    left.forEach(name -> requireColumn(table, name));
    var categories = new ArrayList<String>();
    var numbers = new ArrayList<String>();
    for (var column : table.columns()) {
      if (!left.contains(column.name())) {
        (isMeasured(column) ? numbers : categories).add(column.name());
      }
    }
    return new TabularSchema(categories, numbers);
  }

  private static boolean isMeasured(Column<?> column) {
    for (int row = 0; row < column.size(); row++) {
      if (!column.isMissing(row) && Float.isNaN(parseNumber(column.getString(row)))) {
        return false;
      }
    }
    return column.removeMissing().unique().size() > FEW;
  }

  /** The finite number that a text is, otherwise NaN. */
  static float parseNumber(String text) {
    try {
      float number = Float.parseFloat(text.strip());
      return Float.isInfinite(number) ? Float.NaN : number;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  /** A column, which has to be there. */
  static Column<?> requireColumn(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new DataException(
          "%s has no column \"%s\"; it has %s"
              .formatted(table.name(), name, String.join(", ", table.columnNames())));
    }
    return table.column(name);
  }
}
