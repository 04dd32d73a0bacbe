package dev.siamese.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of categories: its name, and the texts that are told apart. A text that is not among
 * them is as good as missing.
 *
 * @param name of the column
 * @param categories the texts, each once; the first has code 1, for 0 is what is missing or unknown
 */
public record CategoricalColumn(String name, List<String> categories) {

  public CategoricalColumn {
    categories = List.copyOf(categories);
  }

  /** The codes of the levels, from 1; whatever is not in here has code 0. */
  Map<String, Integer> codeByCategory() {
    var codes = new HashMap<String, Integer>();
    for (var level : categories) {
      codes.put(level, codes.size() + 1);
    }
    return codes;
  }
}
