package dev.siamese.tensor.internal;

import java.util.regex.Pattern;

/**
 * Recognises numbers in text, the same in every locale: digits, at most one decimal point,
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

  /**
   * {@return whether a text would be a number with a decimal point for its comma}
   *
   * @param text without white space around it
   */
  public static boolean hasDecimalComma(String text) {
    return COMMA_NUMBER.matcher(text).matches();
  }
}
