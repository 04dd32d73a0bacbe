package dev.siamese.data;

import java.util.List;

/**
 * A column of categories: its name, and the texts that are told apart. A text that is not among
 * them is as good as missing.
 *
 * @param name of the column
 * @param levels the texts, each once; the first has code 1, for 0 is what is missing or unknown
 */
public record Category(String name, List<String> levels) {

  public Category {
    levels = List.copyOf(levels);
  }

  /** The code of a text: from 1, or 0 if it is null or not one of the levels. */
  int code(String text) {
    return text == null ? 0 : levels.indexOf(text) + 1;
  }
}
