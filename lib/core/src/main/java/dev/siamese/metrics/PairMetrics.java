package dev.siamese.metrics;

import dev.siamese.data.Records;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Precision, recall and F1 of predicted duplicate pairs. Accuracy would not be informative: nearly
 * all pairs of records are no duplicates.
 *
 * @param predicted the number of predicted pairs
 * @param actual the number of true pairs
 * @param truePositives the number of predicted pairs that are true pairs
 */
public record PairMetrics(int predicted, int actual, int truePositives) implements Metrics {

  /**
   * An unordered pair of record ids, true or predicted duplicates.
   *
   * @param first the smaller id in string order
   * @param second the greater id
   */
  public record IdPair(String first, String second) {

    /**
     * Orders the ids.
     *
     * @param first an id
     * @param second another id
     */
    public IdPair {
      if (first.equals(second)) {
        throw new IllegalArgumentException(
            "a pair of \"" + first + "\" with itself: the ids must differ");
      }
      if (first.compareTo(second) > 0) {
        var greater = first;
        first = second;
        second = greater;
      }
    }
  }

  /**
   * Checks the counts.
   *
   * @param predicted at least {@code truePositives}
   * @param actual at least 1
   * @param truePositives at least 0
   */
  public PairMetrics {
    if (actual < 1 || truePositives < 0 || truePositives > Math.min(predicted, actual)) {
      throw new IllegalArgumentException(
          "%d true positives of %d predicted and %d true pairs: at least 1 true pair is needed, and no more true positives than either"
              .formatted(truePositives, predicted, actual));
    }
  }

  /**
   * Compares predicted pairs with the true pairs.
   *
   * @param predicted the predicted pairs
   * @param truePairs the true pairs
   * @return the metrics
   * @throws IllegalArgumentException without a true pair
   */
  public static PairMetrics of(Set<IdPair> predicted, Set<IdPair> truePairs) {
    return new PairMetrics(
        predicted.size(),
        truePairs.size(),
        (int) predicted.stream().filter(truePairs::contains).count());
  }

  /**
   * {@return all pairs of records of one class}
   *
   * @param records records with their classes
   */
  public static Set<IdPair> truePairs(Records records) {
    var idsByClass = new HashMap<Integer, List<String>>();
    for (int row = 0; row < records.size(); row++) {
      idsByClass
          .computeIfAbsent(records.label(row), label -> new ArrayList<>())
          .add(records.key(row));
    }
    var pairs = new HashSet<IdPair>();
    for (var ids : idsByClass.values()) {
      for (int i = 0; i < ids.size(); i++) {
        for (int j = i + 1; j < ids.size(); j++) {
          pairs.add(new IdPair(ids.get(i), ids.get(j)));
        }
      }
    }
    return pairs;
  }

  /** {@return the fraction of predicted pairs that are true; 0 without predicted pairs} */
  public double precision() {
    return predicted == 0 ? 0 : (double) truePositives / predicted;
  }

  /** {@return the fraction of true pairs that are predicted} */
  public double recall() {
    return (double) truePositives / actual;
  }

  /** {@return the harmonic mean of precision and recall, from 0 to 1} */
  public double f1() {
    return 2.0 * truePositives / ((double) predicted + actual);
  }

  /** {@code f1, precision, recall}. */
  @Override
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("f1", f1());
    metrics.put("precision", precision());
    metrics.put("recall", recall());
    return metrics;
  }

  @Override
  public String primaryMetric() {
    return "f1";
  }

  /** {@code F1 0.8571, precision 0.9000, recall 0.8182 of 11 true pairs}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "F1 %.4f, precision %.4f, recall %.4f of %,d true pairs",
        f1(),
        precision(),
        recall(),
        actual);
  }
}
