package dev.siamese.data;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How a text falls into words: the same for vocabularies, networks and baselines. */
public final class WordTokenizer {

  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}]+|\\p{N}+|[^\\s\\p{L}\\p{M}\\p{N}]");

  private WordTokenizer() {}

  /**
   * The words of a text in their order and in lower case: runs of letters, runs of digits, and
   * every other sign that is no space by itself. What Unicode writes in several ways, such as an é,
   * is written in one (NFKC).
   */
  public static List<String> tokenize(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return WORD.matcher(plain).results().map(MatchResult::group).toList();
  }
}
