package dev.siamese.augment;

import java.util.List;
import java.util.Locale;

/** Which keys of the QWERTY keyboard touch each other: its letters and digits. */
final class Keyboard {

  /** Every row is shifted to the right of the one above it by about half a key. */
  private static final List<String> ROWS =
      List.of("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm");

  private Keyboard() {}

  /** The keys around a character's key, letters in its case; none if it has no key here. */
  static String neighbours(int character) {
    int lower = Character.toLowerCase(character);
    for (int row = 0; row < ROWS.size(); row++) {
      int column = ROWS.get(row).indexOf(lower);
      if (column >= 0) {
        var around =
            key(row, column - 1)
                + key(row, column + 1)
                + key(row - 1, column)
                + key(row - 1, column + 1)
                + key(row + 1, column - 1)
                + key(row + 1, column);
        return lower == character ? around : around.toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static String key(int row, int column) {
    boolean there = row >= 0 && row < ROWS.size() && column >= 0 && column < ROWS.get(row).length();
    return there ? ROWS.get(row).substring(column, column + 1) : "";
  }
}
