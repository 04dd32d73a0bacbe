package dev.siamese.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of a table are categorical and which are numeric.
 *
 * @param categoricalColumns their names
 * @param numericColumns their names
 */
public record TabularSchema(List<String> categoricalColumns, List<String> numericColumns) {

  /** Columns with up to this many distinct numbers are categorical: grades, codes, days. */
  private static final int MAX_NUMERIC_CATEGORIES = 20;

  /**
   * Checks the values.
   *
   * @param categoricalColumns their names
   * @param numericColumns their names
   */
  public TabularSchema {
    categoricalColumns = List.copyOf(categoricalColumns);
    numericColumns = List.copyOf(numericColumns);
  }

  /**
   * Infers the kind of each column from a table, which should be the training part. A column is
   * numeric if all its values are finite numbers and more than 20 are distinct; otherwise it is
   * categorical.
   *
   * @param table the training part
   * @param exclude columns that are neither: labels, keys, what is known only later
   * @return the schema
   * @throws DataException if one of these is missing, or if the numbers of a column have decimal
   *     commas
   */
  public static TabularSchema infer(Csv table, String... exclude) {
    var excluded = List.of(exclude);
    table.requireColumns(excluded);
    var categorical = new ArrayList<String>();
    var numeric = new ArrayList<String>();
    for (var column : table.columns()) {
      if (!excluded.contains(column)) {
        (isNumeric(table, column) ? numeric : categorical).add(column);
      }
    }
    return new TabularSchema(categorical, numeric);
  }

  private static boolean isNumeric(Csv table, String column) {
    var distinct =
        table.column(column).stream().filter(text -> !text.isEmpty()).distinct().toList();
    if (distinct.size() <= MAX_NUMERIC_CATEGORIES) {
      return false;
    }
    boolean numeric = distinct.stream().allMatch(Numbers::isNumber);
    if (!numeric
        && distinct.stream()
            .allMatch(text -> Numbers.isNumber(text) || Numbers.hasDecimalComma(text))) {
      table.numbers(column); // throws, naming the first number with a comma
    }
    return numeric;
  }
}
