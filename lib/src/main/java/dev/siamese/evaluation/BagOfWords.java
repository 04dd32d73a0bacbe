package dev.siamese.evaluation;

import dev.siamese.data.SentencePairs;
import dev.siamese.data.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * The baseline without a network: sentences compared by the words that they have in common,
 * whatever their order. Punctuation does not count.
 */
public enum BagOfWords {
  /** 1 − the share of their different words that both have (Jaccard 1901). */
  JACCARD {
    @Override
    public double distance(String a, String b) {
      var both = new HashSet<>(counts(a).keySet());
      var either = new HashSet<>(both);
      var others = counts(b).keySet();
      both.retainAll(others);
      either.addAll(others);
      return either.isEmpty() ? 0 : 1 - (double) both.size() / either.size();
    }
  },

  /** 1 − the cosine between how often each word comes in the one and in the other. */
  COSINE {
    @Override
    public double distance(String a, String b) {
      var left = counts(a);
      var right = counts(b);
      double product =
          left.entrySet().stream()
              .mapToDouble(each -> each.getValue() * right.getOrDefault(each.getKey(), 0))
              .sum();
      double lengths = Math.sqrt(squares(left) * squares(right));
      return lengths == 0 ? 1 : Math.max(0, 1 - product / lengths);
    }
  };

  /** How far apart two sentences are, from 0, the same words, to 1, none in common. */
  public abstract double distance(String a, String b);

  /** The distances of pairs. */
  public PairDistances of(SentencePairs pairs) {
    var distances = new float[pairs.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) distance(pairs.first(i), pairs.second(i));
    }
    return PairDistances.of(distances, pairs.same());
  }

  private static Map<String, Integer> counts(String text) {
    var counts = new HashMap<String, Integer>();
    for (var word : Words.of(text)) {
      if (Character.isLetterOrDigit(word.codePointAt(0))) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static double squares(Map<String, Integer> counts) {
    return counts.values().stream().mapToDouble(n -> (double) n * n).sum();
  }
}
