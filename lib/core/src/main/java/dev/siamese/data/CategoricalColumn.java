package dev.siamese.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * @param categories distinct texts; the first has code 1. Other texts are missing values, code 0
   */
  public CategoricalColumn {
    categories = List.copyOf(categories);
  }

  /** The column with these values; {@code ""} is missing. Categories are in alphabetical order. */
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
