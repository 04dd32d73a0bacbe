package dev.siamese.match;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * The terms of texts and how often each occurs.
 *
 * @param starts of each text in terms and values
 * @param terms of each text, ascending
 * @param values how often the text has the term
 */
record TermCounts(int[] starts, int[] terms, float[] values) {

  /**
   * Counts terms.
   *
   * @param size the number of texts
   * @param tokens of each text
   * @param id the number of a term
   */
  static TermCounts of(int size, IntFunction<List<String>> tokens, ToIntFunction<String> id) {
    var starts = new int[size + 1];
    var terms = new int[16];
    var counts = new float[16];
    int count = 0;
    for (int text = 0; text < size; text++) {
      var all = tokens.apply(text).stream().mapToInt(id).sorted().toArray();
      if (count + all.length > terms.length) {
        int length = Math.max(count + all.length, count + count / 2);
        terms = Arrays.copyOf(terms, length);
        counts = Arrays.copyOf(counts, length);
      }
      for (int i = 0; i < all.length; i++) {
        if (i == 0 || all[i] != all[i - 1]) {
          terms[count++] = all[i];
        }
        counts[count - 1]++;
      }
      starts[text + 1] = count;
    }
    return new TermCounts(starts, Arrays.copyOf(terms, count), Arrays.copyOf(counts, count));
  }

  /**
   * In how many of the texts each term is.
   *
   * @param termCount the number of terms
   */
  int[] documents(int termCount) {
    var documents = new int[termCount];
    for (int term : terms) {
      documents[term]++;
    }
    return documents;
  }
}
