package dev.siamese.data;

import java.nio.file.Path;
import java.util.Comparator;

/** Sorts names with numbers by their value: {@code 2.png} comes before {@code 10.png}. */
final class NaturalOrder {

  static final Comparator<Path> PATHS = Comparator.comparing(NaturalOrder::padded);

  private NaturalOrder() {}

  /** A path whose numbers are padded with zeros to equal length. */
  private static String padded(Path path) {
    var padded = new StringBuilder();
    var digits = new StringBuilder();
    for (char each : (path + "\0").toCharArray()) {
      if (Character.isDigit(each)) {
        digits.append(each);
        continue;
      }
      if (!digits.isEmpty()) {
        padded.append("0".repeat(Math.max(0, 20 - digits.length()))).append(digits);
        digits.setLength(0);
      }
      padded.append(each);
    }
    return padded.toString();
  }
}
