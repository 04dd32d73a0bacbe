package dev.siamese.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final float[] mass; // of each text: the sum of the squared idf of its terms
  private final int termCount;
  private final Frequencies frequencies;

  /**
   * The inverse document frequencies of the texts that they are fitted to; a term of none of them
   * has the document frequency 1.
   */
  private static final class Frequencies {

    private final int texts;
    private final double[] idf; // of each term
    private final float[] squared;

    Frequencies(int texts, int[] documents) {
      this.texts = texts;
      this.idf = new double[documents.length];
      this.squared = new float[documents.length];
      for (int term = 0; term < idf.length; term++) {
        idf[term] = DocumentFrequencies.idf(texts, documents[term]);
        squared[term] = (float) (idf[term] * idf[term]);
      }
    }

    double idf(int term) {
      return term < idf.length ? idf[term] : DocumentFrequencies.idf(texts, 1);
    }

    float squared(int term) {
      return term < squared.length ? squared[term] : (float) (idf(term) * idf(term));
    }
  }

  private TfIdf(TermCounts counts, Frequencies frequencies, int termCount) {
    this.starts = counts.starts();
    this.terms = counts.terms();
    this.frequencies = frequencies;
    this.termCount = termCount;
    this.weights = counts.values(); // overwritten below
    this.mass = new float[size()];
    for (int text = 0; text < size(); text++) {
      double squares = 0;
      for (int i = starts[text]; i < starts[text + 1]; i++) {
        double weight = weights[i] * frequencies.idf(terms[i]);
        squares += weight * weight;
        mass[text] += frequencies.squared(terms[i]);
      }
      for (int i = starts[text]; i < starts[text + 1]; i++) {
        weights[i] = (float) (weights[i] * frequencies.idf(terms[i]) / Math.sqrt(squares));
      }
    }
  }

  private TfIdf(TfIdf first, TfIdf second) {
    int entries = first.starts[first.size()];
    starts = Arrays.copyOf(first.starts, first.size() + second.starts.length);
    for (int text = 1; text <= second.size(); text++) {
      starts[first.size() + text] = entries + second.starts[text];
    }
    terms = Arrays.copyOf(first.terms, entries + second.terms.length);
    System.arraycopy(second.terms, 0, terms, entries, second.terms.length);
    weights = Arrays.copyOf(first.weights, terms.length);
    System.arraycopy(second.weights, 0, weights, entries, second.terms.length);
    mass = Arrays.copyOf(first.mass, first.size() + second.size());
    System.arraycopy(second.mass, 0, mass, first.size(), second.size());
    termCount = second.termCount;
    frequencies = first.frequencies;
  }

  /**
   * Computes the vectors of texts.
   *
   * @param size the number of texts
   * @param tokens of each text
   */
  static TfIdf of(int size, IntFunction<List<String>> tokens) {
    return of(size, tokens, Optional.empty());
  }

  /** The vectors of texts, with the document frequencies of a collection if there is one. */
  static TfIdf of(
      int size, IntFunction<List<String>> tokens, Optional<DocumentFrequencies> collection) {
    var ids = new HashMap<String, Integer>();
    var counts = TermCounts.of(size, tokens, token -> id(ids, token));
    var documents = counts.documents(ids.size());
    collection.ifPresent(all -> ids.forEach((term, id) -> documents[id] = all.of(term)));
    int texts = collection.map(DocumentFrequencies::size).orElse(size);
    return new TfIdf(counts, new Frequencies(texts, documents), ids.size());
  }

  /**
   * Computes the vectors of further texts with the document frequencies of these.
   *
   * @param ids of the terms of these texts, see {@link #ids}
   * @param size the number of further texts
   * @param tokens of each further text
   */
  TfIdf further(Map<String, Integer> ids, int size, IntFunction<List<String>> tokens) {
    var unseen = new HashMap<String, Integer>();
    var counts =
        TermCounts.of(
            size,
            tokens,
            token -> {
              var id = ids.get(token);
              return id != null ? id : termCount + id(unseen, token);
            });
    return new TfIdf(counts, frequencies, termCount + unseen.size());
  }

  /** These texts followed by further ones, see {@link #further}. */
  TfIdf followedBy(TfIdf further) {
    return new TfIdf(this, further);
  }

  /** Adds the numbers of the terms of texts, in the order in which they first occur. */
  static void ids(Map<String, Integer> ids, int size, IntFunction<List<String>> tokens) {
    for (int text = 0; text < size; text++) {
      tokens.apply(text).forEach(token -> id(ids, token));
    }
  }

  private static int id(Map<String, Integer> ids, String term) {
    var id = ids.get(term);
    if (id == null) {
      id = ids.size();
      ids.put(term, id);
    }
    return id;
  }

  /** The cosine similarity of two texts, from 0 to 1; 0 if one is empty. */
  double cosine(int left, int right) {
    return cosine(left, this, right);
  }

  /** The cosine similarity of a text and one of others with the same document frequencies. */
  double cosine(int left, TfIdf others, int right) {
    return sumOverShared(left, others, right, (i, j) -> (double) weights[i] * others.weights[j]);
  }

  /**
   * The fraction of the smaller text's terms that the other text has, weighted by their squared
   * inverse document frequency: 1 if a short text is contained in a long one.
   *
   * @param others texts with the same document frequencies
   */
  double containment(int left, TfIdf others, int right) {
    double sum = sumOverShared(left, others, right, (i, j) -> frequencies.squared(terms[i]));
    return sum == 0 ? 0 : sum / Math.min(mass[left], others.mass[right]);
  }

  /** A number for the i-th entry, which is of the same term as the j-th of the others. */
  private interface SharedTerm {
    double value(int i, int j);
  }

  private double sumOverShared(int left, TfIdf others, int right, SharedTerm term) {
    double sum = 0;
    int i = starts[left];
    int j = others.starts[right];
    while (i < starts[left + 1] && j < others.starts[right + 1]) {
      if (terms[i] == others.terms[j]) {
        sum += term.value(i++, j++);
      } else if (terms[i] < others.terms[j]) {
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
    return termCount;
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
