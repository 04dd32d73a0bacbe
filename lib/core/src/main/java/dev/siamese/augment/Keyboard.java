package dev.siamese.augment;

import java.util.List;
import java.util.Locale;

/** Adjacent letters and digits of the QWERTY keyboard. */
final class Keyboard {

  /** Each row is shifted to the right of the one above by about half a key. */
  private static final List<String> ROWS =
      List.of("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm");

  private Keyboard() {}

  /** The keys adjacent to a character's key, in its case; {@code ""} if it has no key. */
  static String neighbours(int character) {
    int lower = Character.toLowerCase(character);
    for (int row = 0; row < ROWS.size(); row++) {
      int column = ROWS.get(row).indexOf(lower);
      if (column >= 0) {
        var adjacent =
            key(row, column - 1)
                + key(row, column + 1)
                + key(row - 1, column)
                + key(row - 1, column + 1)
                + key(row + 1, column - 1)
                + key(row + 1, column);
        return lower == character ? adjacent : adjacent.toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static String key(int row, int column) {
    boolean exists =
        row >= 0 && row < ROWS.size() && column >= 0 && column < ROWS.get(row).length();
    return exists ? ROWS.get(row).substring(column, column + 1) : "";
  }
}
