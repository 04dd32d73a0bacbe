package dev.siamese.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Replaces one substring of a text by one that it is easily confused with, such as {@code ph} by
 * {@code f}.
 *
 * @param pairs confusable substrings, in lower case
 */
record Confusions(List<List<String>> pairs) implements TextAugmentation {

  /** Substrings that sound alike in English names. */
  static final Confusions PHONETIC =
      of(
          "ph f", "ck k", "c k", "c s", "y i", "ie y", "ey y", "ee ea", "ou u", "th t", "gh g",
          "x ks", "z s", "wr r", "kn n", "qu kw", "ll l", "nn n", "tt t", "ss s", "mm m", "rr r",
          "e a", "er or", "j g", "sch sh", "ei ai", "oo u", "w v");

  /** Characters that optical character recognition confuses. */
  static final Confusions OCR =
      of(
          "0 o", "1 l", "1 i", "l i", "5 s", "8 b", "2 z", "6 g", "9 g", "rn m", "cl d", "vv w",
          "ri n", "c e", "u v", "h b", "q g", "n h", "3 8", "0 6", "1 7", "t f", "e o");

  private static Confusions of(String... pairs) {
    return new Confusions(List.of(pairs).stream().map(pair -> List.of(pair.split(" "))).toList());
  }

  @Override
  public String apply(String text, RandomGenerator random) {
    var results = new ArrayList<String>();
    for (var pair : pairs) {
      for (int from = 0; from < 2; from++) {
        var old = pair.get(from);
        int index = text.indexOf(old);
        if (index >= 0) {
          var after = text.substring(index + old.length());
          results.add(text.substring(0, index) + pair.get(1 - from) + after);
        }
      }
    }
    return results.isEmpty() ? text : results.get(random.nextInt(results.size()));
  }
}
