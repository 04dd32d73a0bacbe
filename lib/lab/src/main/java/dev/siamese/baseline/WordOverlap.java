package dev.siamese.baseline;

import dev.siamese.data.SentencePairs;
import dev.siamese.metrics.PairDistances;
import dev.siamese.tensor.internal.WordTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Distances of sentences by the words that they have in common, from 0 to 1. Punctuation is
 * ignored.
 */
public enum WordOverlap {
  /** The Jaccard distance of the sets of words. */
  JACCARD_UNIGRAMS {
    @Override
    public double distance(String a, String b) {
      return jaccard(ngrams(a, 1), ngrams(b, 1));
    }
  },

  /** The cosine distance of the word counts. */
  COSINE_COUNTS {
    @Override
    public double distance(String a, String b) {
      var left = counts(a);
      var right = counts(b);
      double dotProduct =
          left.entrySet().stream()
              .mapToDouble(each -> each.getValue() * right.getOrDefault(each.getKey(), 0L))
              .sum();
      double norms = Math.sqrt(sumOfSquares(left) * sumOfSquares(right));
      return norms == 0 ? 1 : Math.max(0, 1 - dotProduct / norms);
    }
  },

  /** The Jaccard distance of the sets of word bigrams, which depend on the word order. */
  JACCARD_BIGRAMS {
    @Override
    public double distance(String a, String b) {
      return jaccard(ngrams(a, 2), ngrams(b, 2));
    }
  },

  /** The Jaccard distance of the sets of word trigrams. */
  JACCARD_TRIGRAMS {
    @Override
    public double distance(String a, String b) {
      return jaccard(ngrams(a, 3), ngrams(b, 3));
    }
  };

  /**
   * The distance of two sentences.
   *
   * @param a the first sentence
   * @param b the second sentence
   * @return from 0, equal, to 1, nothing in common
   */
  public abstract double distance(String a, String b);

  /**
   * The distances of labelled pairs.
   *
   * @param pairs of sentences, with labels
   * @return one distance per pair, in their order
   */
  public PairDistances pairDistances(SentencePairs pairs) {
    var distances = new float[pairs.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) distance(pairs.first(i), pairs.second(i));
    }
    return PairDistances.of(distances, pairs.same());
  }

  private static List<String> words(String text) {
    return WordTokenizer.tokenize(text).stream()
        .filter(word -> Character.isLetterOrDigit(word.codePointAt(0)))
        .toList();
  }

  /** All word n-grams; a shorter text is a single one. */
  private static HashSet<List<String>> ngrams(String text, int n) {
    var words = words(text);
    var ngrams = new ArrayList<List<String>>();
    for (int from = 0; from == 0 || from + n <= words.size(); from++) {
      ngrams.add(words.subList(from, Math.min(words.size(), from + n)));
    }
    return new HashSet<>(ngrams);
  }

  private static double jaccard(HashSet<List<String>> a, HashSet<List<String>> b) {
    var union = new HashSet<>(a);
    union.addAll(b);
    a.retainAll(b);
    return 1 - (double) a.size() / union.size();
  }

  private static Map<String, Long> counts(String text) {
    return words(text).stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static double sumOfSquares(Map<String, Long> counts) {
    return counts.values().stream().mapToDouble(n -> (double) n * n).sum();
  }
}
