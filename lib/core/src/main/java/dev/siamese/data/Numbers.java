package dev.siamese.data;

import java.util.regex.Pattern;

/**
 * The one parser of numbers in text, the same in every locale: digits, at most one decimal point,
 * optionally a sign and an exponent. Group separators, suffixes, hexadecimals, NaN and infinity are
 * not numbers.
 */
public final class Numbers {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern COMMA_NUMBER = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");

  private Numbers() {}

  /**
   * {@return whether a text is a finite number}
   *
   * @param text without white space around it
   */
  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
  }

  static boolean hasDecimalComma(String text) {
    return COMMA_NUMBER.matcher(text).matches();
  }

  /**
   * The number that a text is.
   *
   * @param where for messages, such as {@code row 3 of x.csv, column "price"}
   * @throws DataException if it is not a finite number
   */
  static double parse(String text, String where) {
    if (isNumber(text)) {
      return Double.parseDouble(text);
    }
    throw new DataException(
        "%s is \"%s\": %s"
            .formatted(
                where,
                text,
                hasDecimalComma(text)
                    ? "it has a decimal comma; write a decimal point"
                    : "it is not a finite number; leave it empty if it is missing"));
  }
}
