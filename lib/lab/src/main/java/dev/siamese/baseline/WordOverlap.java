package dev.siamese.baseline;

import dev.siamese.data.SentencePairs;
import dev.siamese.data.WordTokenizer;
import dev.siamese.metrics.PairDistances;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The baselines without a network: sentences compared by the words that they have in common.
 * Punctuation does not count.
 */
public enum WordOverlap {
  /** 1 − the share of their different words that both have (Jaccard 1901), in any order. */
  JACCARD_UNIGRAMS {
    @Override
    public double distance(String a, String b) {
      return jaccard(ngrams(a, 1), ngrams(b, 1));
    }
  },

  /** 1 − the cosine between how often each word comes in the one and in the other. */
  COSINE_COUNTS {
    @Override
    public double distance(String a, String b) {
      var left = counts(a);
      var right = counts(b);
      double product =
          left.entrySet().stream()
              .mapToDouble(each -> each.getValue() * right.getOrDefault(each.getKey(), 0L))
              .sum();
      double lengths = Math.sqrt(sumOfSquares(left) * sumOfSquares(right));
      return lengths == 0 ? 1 : Math.max(0, 1 - product / lengths);
    }
  },

  /**
   * As {@link #JACCARD_UNIGRAMS}, of two words that follow each other: it sees order, if only
   * nearby.
   */
  JACCARD_BIGRAMS {
    @Override
    public double distance(String a, String b) {
      return jaccard(ngrams(a, 2), ngrams(b, 2));
    }
  },

  /** As {@link #JACCARD_UNIGRAMS}, of three words that follow each other. */
  JACCARD_TRIGRAMS {
    @Override
    public double distance(String a, String b) {
      return jaccard(ngrams(a, 3), ngrams(b, 3));
    }
  };

  /** How far apart two sentences are, from 0, all in common, to 1, nothing. */
  public abstract double distance(String a, String b);

  /** The distances of pairs. */
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

  /** All runs of so many words; a shorter text is one. */
  private static HashSet<List<String>> ngrams(String text, int length) {
    var words = words(text);
    var runs = new ArrayList<List<String>>();
    for (int from = 0; from == 0 || from + length <= words.size(); from++) {
      runs.add(words.subList(from, Math.min(words.size(), from + length)));
    }
    return new HashSet<>(runs);
  }

  private static double jaccard(HashSet<List<String>> a, HashSet<List<String>> b) {
    var either = new HashSet<>(a);
    either.addAll(b);
    a.retainAll(b);
    return 1 - (double) a.size() / either.size();
  }

  private static Map<String, Long> counts(String text) {
    return words(text).stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static double sumOfSquares(Map<String, Long> counts) {
    return counts.values().stream().mapToDouble(n -> (double) n * n).sum();
  }
}
