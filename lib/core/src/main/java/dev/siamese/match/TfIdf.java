package dev.siamese.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Texts as sparse vectors of term frequency times inverse document frequency, L2-normalised: the
 * weight of a term is {@code tf · (ln((1 + n) / (1 + df)) + 1)} for n texts, df of them with the
 * term, as in scikit-learn's TfidfVectorizer.
 */
final class TfIdf {

  private final int[][] terms; // of each text, ascending
  private final float[][] weights;
  private final int[] documentFrequency;
  private final float[] squaredIdf;
  private final float[] mass; // of each text: the sum of the squared idf of its terms

  private TfIdf(int[][] terms, int[][] counts, int[] documentFrequency) {
    this.terms = terms;
    this.documentFrequency = documentFrequency;
    this.weights = new float[terms.length][];
    this.mass = new float[terms.length];
    this.squaredIdf = new float[documentFrequency.length];
    var idf = new double[documentFrequency.length];
    for (int term = 0; term < idf.length; term++) {
      idf[term] = Math.log((1.0 + terms.length) / (1.0 + documentFrequency[term])) + 1;
      squaredIdf[term] = (float) (idf[term] * idf[term]);
    }
    for (int text = 0; text < terms.length; text++) {
      double squares = 0;
      for (int i = 0; i < terms[text].length; i++) {
        double weight = counts[text][i] * idf[terms[text][i]];
        squares += weight * weight;
        mass[text] += squaredIdf[terms[text][i]];
      }
      weights[text] = new float[terms[text].length];
      for (int i = 0; i < terms[text].length; i++) {
        weights[text][i] = (float) (counts[text][i] * idf[terms[text][i]] / Math.sqrt(squares));
      }
    }
  }

  /**
   * Computes the vectors of texts.
   *
   * @param size the number of texts
   * @param tokens of each text
   */
  static TfIdf of(int size, IntFunction<List<String>> tokens) {
    var ids = new HashMap<String, Integer>();
    var terms = new int[size][];
    var counts = new int[size][];
    var frequencies = new int[16];
    for (int text = 0; text < size; text++) {
      var all = tokens.apply(text).stream().mapToInt(t -> id(ids, t)).sorted().toArray();
      var distinct = Arrays.stream(all).distinct().toArray();
      var count = new int[distinct.length];
      for (int i = 0, position = -1; i < all.length; i++) {
        if (i == 0 || all[i] != all[i - 1]) {
          position++;
        }
        count[position]++;
      }
      while (ids.size() > frequencies.length) {
        frequencies = Arrays.copyOf(frequencies, 2 * frequencies.length);
      }
      for (int term : distinct) {
        frequencies[term]++;
      }
      terms[text] = distinct;
      counts[text] = count;
    }
    return new TfIdf(terms, counts, Arrays.copyOf(frequencies, ids.size()));
  }

  private static int id(HashMap<String, Integer> ids, String term) {
    var id = ids.get(term);
    if (id == null) {
      id = ids.size();
      ids.put(term, id);
    }
    return id;
  }

  /** The cosine similarity of two texts, from 0 to 1; 0 if one is empty. */
  double cosine(int left, int right) {
    return sumOverShared(left, right, (i, j) -> (double) weights[left][i] * weights[right][j]);
  }

  /**
   * The fraction of the smaller text's terms that the other text has, weighted by their squared
   * inverse document frequency: 1 if a short text is contained in a long one.
   */
  double containment(int left, int right) {
    double sum = sumOverShared(left, right, (i, j) -> squaredIdf[terms[left][i]]);
    return sum == 0 ? 0 : sum / Math.min(mass[left], mass[right]);
  }

  /** A number for the i-th term of one text, which is the j-th of another. */
  private interface SharedTerm {
    double value(int i, int j);
  }

  private double sumOverShared(int left, int right, SharedTerm term) {
    double sum = 0;
    var a = terms[left];
    var b = terms[right];
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        sum += term.value(i++, j++);
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }

  boolean isEmpty(int text) {
    return terms[text].length == 0;
  }

  int size() {
    return terms.length;
  }

  int termCount() {
    return documentFrequency.length;
  }

  int documentFrequency(int term) {
    return documentFrequency[term];
  }

  int[] terms(int text) {
    return terms[text];
  }

  float[] weights(int text) {
    return weights[text];
  }
}
