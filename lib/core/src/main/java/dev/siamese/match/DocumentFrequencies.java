package dev.siamese.match;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * In how many texts of a collection each term is.
 *
 * @param size the number of texts
 * @param counts of the terms of at least two texts; all others count as terms of one
 */
record DocumentFrequencies(int size, HashMap<String, Integer> counts) implements Serializable {

  /**
   * Counts the terms.
   *
   * @param size the number of texts
   * @param tokens of each text
   */
  static DocumentFrequencies of(int size, IntFunction<List<String>> tokens) {
    var counts = new HashMap<String, Integer>();
    for (int text = 0; text < size; text++) {
      new HashSet<>(tokens.apply(text)).forEach(term -> counts.merge(term, 1, Integer::sum));
    }
    counts.values().removeIf(count -> count < 2);
    return new DocumentFrequencies(size, counts);
  }

  int of(String term) {
    return counts.getOrDefault(term, 1);
  }

  double idf(String term) {
    return idf(size, of(term));
  }

  /** The inverse document frequency of a term of some of the texts. */
  static double idf(int texts, int documents) {
    return Math.log((1.0 + texts) / (1.0 + documents)) + 1;
  }
}
