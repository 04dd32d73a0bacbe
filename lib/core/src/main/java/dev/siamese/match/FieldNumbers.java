package dev.siamese.match;

import dev.siamese.data.Records;
import java.util.regex.Pattern;

/** Fields of records whose values are numbers. */
final class FieldNumbers {

  private static final Pattern NUMBER =
      Pattern.compile("\\W*(\\d[\\d,]*(?:\\.\\d+)?)\\W*", Pattern.UNICODE_CHARACTER_CLASS);

  private FieldNumbers() {}

  /** Whether more than 80 % of the values that are not missing are numbers. */
  static boolean areMost(Records records, int field) {
    int present = 0;
    int parsed = 0;
    for (int row = 0; row < records.size(); row++) {
      present += records.value(row, field).isEmpty() ? 0 : 1;
      parsed += NUMBER.matcher(records.value(row, field)).matches() ? 1 : 0;
    }
    return parsed > 0.8 * present;
  }

  /** The number of each record; NaN where there is none. */
  static double[] of(Records records, int field) {
    var numbers = new double[records.size()];
    for (int row = 0; row < numbers.length; row++) {
      var matcher = NUMBER.matcher(records.value(row, field));
      numbers[row] = matcher.matches() ? parse(matcher.group(1)) : Double.NaN;
    }
    return numbers;
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text.replace(",", ""));
    } catch (NumberFormatException e) { // digits of another script
      return Double.NaN;
    }
  }

  /** 1 minus the relative difference; -1 if a number is missing. */
  static float similarity(double a, double b) {
    double similarity = a == b ? 1 : 1 - Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    return Double.isNaN(similarity) ? -1 : (float) similarity;
  }
}
