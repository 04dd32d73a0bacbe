package dev.siamese.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Texts as sparse vectors of term frequency times inverse document frequency, L2-normalised: the
 * weight of a term is {@code tf · (ln((1 + n) / (1 + df)) + 1)} for n texts, df of them with the
 * term, as in scikit-learn's TfidfVectorizer. The entries of all texts are in one array.
 */
final class TfIdf {

  private final int[] starts; // of each text in terms and weights
  private final int[] terms; // of each text, ascending
  private final float[] weights;
  private final int[] documentFrequency;
  private final float[] squaredIdf;
  private final float[] mass; // of each text: the sum of the squared idf of its terms

  private TfIdf(int[] starts, int[] terms, float[] counts, int[] documentFrequency, int documents) {
    int size = starts.length - 1;
    this.starts = starts;
    this.terms = terms;
    this.documentFrequency = documentFrequency;
    this.weights = counts; // overwritten below
    this.mass = new float[size];
    this.squaredIdf = new float[documentFrequency.length];
    var idf = new double[documentFrequency.length];
    for (int term = 0; term < idf.length; term++) {
      idf[term] = Math.log((1.0 + documents) / (1.0 + documentFrequency[term])) + 1;
      squaredIdf[term] = (float) (idf[term] * idf[term]);
    }
    for (int text = 0; text < size; text++) {
      double squares = 0;
      for (int i = starts[text]; i < starts[text + 1]; i++) {
        double weight = counts[i] * idf[terms[i]];
        squares += weight * weight;
        mass[text] += squaredIdf[terms[i]];
      }
      for (int i = starts[text]; i < starts[text + 1]; i++) {
        weights[i] = (float) (counts[i] * idf[terms[i]] / Math.sqrt(squares));
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
    return of(size, tokens, size, null);
  }

  /**
   * Computes the vectors of texts with the document frequencies of a collection.
   *
   * @param size the number of texts
   * @param tokens of each text
   * @param documents the number of texts of the collection
   * @param collection the tokens of each text of the collection; null for the texts themselves
   */
  static TfIdf of(
      int size,
      IntFunction<List<String>> tokens,
      int documents,
      IntFunction<List<String>> collection) {
    var ids = new HashMap<String, Integer>();
    var starts = new int[size + 1];
    var terms = new int[16];
    var counts = new float[16];
    var frequencies = new int[16];
    int count = 0;
    for (int text = 0; text < size; text++) {
      var all = tokens.apply(text).stream().mapToInt(t -> id(ids, t)).sorted().toArray();
      if (count + all.length > terms.length) {
        int length = Math.max(count + all.length, count + count / 2);
        terms = Arrays.copyOf(terms, length);
        counts = Arrays.copyOf(counts, length);
      }
      while (ids.size() > frequencies.length) {
        frequencies = Arrays.copyOf(frequencies, 2 * frequencies.length);
      }
      for (int i = 0; i < all.length; i++) {
        if (i == 0 || all[i] != all[i - 1]) {
          terms[count++] = all[i];
          frequencies[all[i]]++;
        }
        counts[count - 1]++;
      }
      starts[text + 1] = count;
    }
    return new TfIdf(
        starts,
        Arrays.copyOf(terms, count),
        Arrays.copyOf(counts, count),
        collection == null
            ? Arrays.copyOf(frequencies, ids.size())
            : frequencies(ids, documents, collection),
        documents);
  }

  /** In how many documents each term is; 1 for a term that is in none. */
  private static int[] frequencies(
      Map<String, Integer> ids, int documents, IntFunction<List<String>> collection) {
    var frequencies = new int[ids.size()];
    for (int document = 0; document < documents; document++) {
      for (var token : new HashSet<>(collection.apply(document))) {
        var id = ids.get(token);
        if (id != null) {
          frequencies[id]++;
        }
      }
    }
    return Arrays.stream(frequencies).map(frequency -> Math.max(1, frequency)).toArray();
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
    return sumOverShared(left, right, (i, j) -> (double) weights[i] * weights[j]);
  }

  /**
   * The fraction of the smaller text's terms that the other text has, weighted by their squared
   * inverse document frequency: 1 if a short text is contained in a long one.
   */
  double containment(int left, int right) {
    double sum = sumOverShared(left, right, (i, j) -> squaredIdf[terms[i]]);
    return sum == 0 ? 0 : sum / Math.min(mass[left], mass[right]);
  }

  /** A number for the i-th entry, which is of the same term as the j-th. */
  private interface SharedTerm {
    double value(int i, int j);
  }

  private double sumOverShared(int left, int right, SharedTerm term) {
    double sum = 0;
    int i = starts[left];
    int j = starts[right];
    while (i < starts[left + 1] && j < starts[right + 1]) {
      if (terms[i] == terms[j]) {
        sum += term.value(i++, j++);
      } else if (terms[i] < terms[j]) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }

  boolean isEmpty(int text) {
    return starts[text] == starts[text + 1];
  }

  int size() {
    return starts.length - 1;
  }

  int termCount() {
    return documentFrequency.length;
  }

  int documentFrequency(int term) {
    return documentFrequency[term];
  }

  /** The first entry of a text; the last is before the start of the next text. */
  int start(int text) {
    return starts[text];
  }

  /** The term of an entry. */
  int term(int entry) {
    return terms[entry];
  }

  /** The weight of an entry. */
  float weight(int entry) {
    return weights[entry];
  }
}
