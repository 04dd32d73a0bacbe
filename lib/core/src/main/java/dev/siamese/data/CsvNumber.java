package dev.siamese.data;

import dev.siamese.tensor.internal.Numbers;

/** Parses the numbers in the cells of a CSV file. */
final class CsvNumber {

  private CsvNumber() {}

  /**
   * The number that a text is.
   *
   * @param where for messages, such as {@code row 3 of x.csv, column "price"}
   * @throws DataException if it is not a finite number
   */
  static double parse(String text, String where) {
    if (Numbers.isNumber(text)) {
      return Double.parseDouble(text);
    }
    throw new DataException(
        "%s is \"%s\": %s"
            .formatted(
                where,
                text,
                Numbers.hasDecimalComma(text)
                    ? "it has a decimal comma; write a decimal point"
                    : "it is not a finite number; leave it empty if it is missing"));
  }
}
