package dev.siamese.baseline;

import dev.siamese.data.Texts;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.sampling.EpisodeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Texts as sparse vectors of term frequency times inverse document frequency, L2-normalised, of
 * character 3-grams: {@code tf · (ln((1 + n) / (1 + df)) + 1)} for n texts, df of them with the
 * 3-gram, as in scikit-learn's TfidfVectorizer.
 *
 * <p>Thread-safe.
 */
public final class TextTfIdf {

  private static final int N = 3;

  private final List<Map<String, Double>> vectors = new ArrayList<>();

  /**
   * Computes the vectors.
   *
   * @param texts in lower case after the conversion
   */
  public TextTfIdf(Texts texts) {
    var documents = new HashMap<String, Integer>();
    for (var text : texts.texts()) {
      var counts = new HashMap<String, Double>();
      var padded = " " + text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip() + " ";
      for (int i = 0; i + N <= padded.length(); i++) {
        counts.merge(padded.substring(i, i + N), 1.0, Double::sum);
      }
      counts.keySet().forEach(term -> documents.merge(term, 1, Integer::sum));
      vectors.add(counts);
    }
    for (var vector : vectors) {
      vector.replaceAll(
          (term, count) ->
              count * (Math.log((1.0 + texts.size()) / (1.0 + documents.get(term))) + 1));
      double norm = Math.sqrt(vector.values().stream().mapToDouble(v -> v * v).sum());
      vector.replaceAll((term, weight) -> weight / norm);
    }
  }

  /**
   * {@return the cosine distance of two texts, from 0 to 1}
   *
   * @param a the index of one
   * @param b the index of the other
   */
  public double distance(int a, int b) {
    boolean fewer = vectors.get(a).size() <= vectors.get(b).size();
    var some = vectors.get(fewer ? a : b);
    var others = vectors.get(fewer ? b : a);
    double product = 0;
    for (var each : some.entrySet()) {
      product += each.getValue() * others.getOrDefault(each.getKey(), 0.0);
    }
    return Math.max(0, 1 - product);
  }

  /**
   * Few-shot classification by the cosine distance; the weights are those of the episodes' texts.
   *
   * @param episodes the support and query texts
   * @return the prediction for every query
   */
  public static FewShotResult evaluate(EpisodeSet<Texts> episodes) {
    return FewShotResult.evaluate(episodes, new TextTfIdf(episodes.data())::distance);
  }
}
