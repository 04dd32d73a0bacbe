package dev.siamese.tensor.internal;

import java.util.Locale;

/** Numbers with nouns in messages. */
public final class Counts {

  private Counts() {}

  /**
   * {@return such as {@code 1 class} or {@code 1,200 classes}}
   *
   * @param number at least 0
   * @param singular for 1; the plural has another s, es, or ies for y
   */
  public static String of(long number, String singular) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? singular : plural(singular));
  }

  private static String plural(String singular) {
    if (singular.endsWith("y")) {
      return singular.substring(0, singular.length() - 1) + "ies";
    }
    return singular + (singular.endsWith("s") ? "es" : "s");
  }
}
