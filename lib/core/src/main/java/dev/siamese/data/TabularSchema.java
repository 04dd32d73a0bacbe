package dev.siamese.data;

import dev.siamese.tensor.internal.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * A categorical column and its categories.
   *
   * @param name of the column
   * @param categories distinct texts; the first has code 1. Other texts are missing values, code 0
   */
  public record CategoricalColumn(String name, List<String> categories) {

    /**
     * Checks the values.
     *
     * @param name of the column
     * @param categories distinct texts; the first has code 1. Other texts are missing values, code
     *     0
     */
    public CategoricalColumn {
      categories = List.copyOf(categories);
    }

    /**
     * The column with these values; {@code ""} is missing. Categories are in alphabetical order.
     */
    static CategoricalColumn of(String name, List<String> values) {
      var distinct = values.stream().filter(value -> !value.isEmpty()).distinct().sorted();
      return new CategoricalColumn(name, distinct.toList());
    }

    /** The code of each value. */
    int[] codes(List<String> values) {
      var codeOf = codeByCategory();
      return values.stream().mapToInt(value -> codeOf.getOrDefault(value, 0)).toArray();
    }

    /** The code that each code of other categories has here; code 0 stays 0. */
    int[] codesOf(List<String> others) {
      var codeOf = codeByCategory();
      var codes = new int[others.size() + 1];
      for (int code = 1; code < codes.length; code++) {
        codes[code] = codeOf.getOrDefault(others.get(code - 1), 0);
      }
      return codes;
    }

    private Map<String, Integer> codeByCategory() {
      var codes = new HashMap<String, Integer>();
      categories.forEach(category -> codes.put(category, codes.size() + 1));
      return codes;
    }
  }
}
