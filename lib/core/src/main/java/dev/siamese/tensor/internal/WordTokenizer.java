package dev.siamese.tensor.internal;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Splits texts into words, for vocabularies, networks and baselines alike. */
public final class WordTokenizer {

  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+|[^\\s\\p{L}\\p{M}\\p{N}]");

  private WordTokenizer() {}

  /**
   * {@return the words of a text in order, lower-cased and normalised (Unicode NFKC): runs of
   * letters, runs of digits, and every other character that is not white space}
   *
   * @param text in any script
   */
  public static List<String> tokenize(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return WORD.matcher(plain).results().map(MatchResult::group).toList();
  }
}
