package dev.siamese.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits the text of a record into lower-case words, character 3-grams, and numbers and codes. */
final class RecordTokens {

  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,;()/\"']+");
  private static final Pattern DIGIT = Pattern.compile(".*\\p{N}.*");
  private static final Pattern LETTER = Pattern.compile(".*\\p{L}.*");

  private RecordTokens() {}

  /** {@code "KP-36IP Color"} has the words {@code kp, 36ip, color}. */
  static List<String> words(String text) {
    var words = new ArrayList<String>();
    for (var word : NOT_ALPHANUMERIC.split(text.toLowerCase(Locale.ROOT))) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** The sequences of 3 characters of the words, joined and surrounded by single spaces. */
  static List<String> trigrams(String text) {
    var joined = " " + String.join(" ", words(text)) + " ";
    var trigrams = new ArrayList<String>();
    for (int i = 0; i + 3 <= joined.length(); i++) {
      trigrams.add(joined.substring(i, i + 3));
    }
    return trigrams;
  }

  /**
   * The words with a digit. A word with letters, digits and punctuation is one code: {@code
   * "KP-36IP"} is {@code kp36ip}; a number with punctuation is several: {@code "310-246"} is {@code
   * 310, 246}.
   */
  static List<String> codes(String text) {
    var codes = new ArrayList<String>();
    for (var word : SEPARATOR.split(text.toLowerCase(Locale.ROOT))) {
      if (!DIGIT.matcher(word).matches()) {
        continue;
      }
      if (LETTER.matcher(word).matches()) {
        codes.add(String.join("", words(word)));
      } else {
        codes.addAll(words(word));
      }
    }
    return codes;
  }
}
