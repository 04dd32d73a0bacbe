package dev.siamese.match;

import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.metrics.PairMetrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The labels of distinct pairs of rows, in the order in which they were given.
 *
 * @param byPair whether a pair, see {@link SimilarRecords#pair}, is the same
 */
record PairLabels(Map<Long, Boolean> byPair) {

  /** Computes the features of two rows. */
  @FunctionalInterface
  interface Features {
    float[] of(int left, int right);
  }

  /**
   * A similarity of at least 0.5 is the same.
   *
   * @throws DataException if no pair is the same or none is different
   */
  static PairLabels of(LabeledPairs pairs) {
    var labels = new LinkedHashMap<Long, Boolean>();
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.left()[i] != pairs.right()[i]) {
        long pair = SimilarRecords.pair(pairs.left()[i], pairs.right()[i]);
        labels.put(pair, pairs.similarity()[i] >= 0.5);
      }
    }
    if (!labels.containsValue(true) || !labels.containsValue(false)) {
      throw new DataException(
          "no labelled pair of %d is %s: pairs that are the same and pairs that are different are needed"
              .formatted(labels.size(), labels.containsValue(true) ? "different" : "the same"));
    }
    return new PairLabels(labels);
  }

  boolean[] same() {
    var same = new boolean[byPair.size()];
    int next = 0;
    for (boolean label : byPair.values()) {
      same[next++] = label;
    }
    return same;
  }

  /** The features of each pair: (N, d). */
  float[][] map(Features features) {
    return byPair.keySet().stream()
        .map(pair -> features.of(SimilarRecords.left(pair), SimilarRecords.right(pair)))
        .toArray(float[][]::new);
  }

  double[] scores(ScoreLinkage.Scorer scorer) {
    return byPair.keySet().stream()
        .mapToDouble(pair -> scorer.score(SimilarRecords.left(pair), SimilarRecords.right(pair)))
        .toArray();
  }

  /** The scores of the pairs that are the same. */
  double[] positive(double[] scores) {
    var same = same();
    return IntStream.range(0, same.length)
        .filter(i -> same[i])
        .mapToDouble(i -> scores[i])
        .toArray();
  }

  /** The scores of the candidates without a label. */
  float[] unlabeled(long[] candidates, float[] scores) {
    var unlabeled = new float[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!byPair.containsKey(candidates[i])) {
        unlabeled[count++] = scores[i];
      }
    }
    return Arrays.copyOf(unlabeled, count);
  }

  /** The quality of deciding each pair by its score. */
  PairMetrics metrics(double[] scores, double threshold) {
    var same = same();
    int predicted = 0;
    int truePositives = 0;
    int actual = 0;
    for (int i = 0; i < same.length; i++) {
      boolean match = scores[i] >= threshold;
      predicted += match ? 1 : 0;
      truePositives += match && same[i] ? 1 : 0;
      actual += same[i] ? 1 : 0;
    }
    return new PairMetrics(predicted, actual, truePositives);
  }
}
