package dev.siamese.metrics;

import dev.siamese.metrics.PairDistances.Threshold;
import java.util.function.ToDoubleFunction;

/** Chooses thresholds and evaluates given ones. */
final class ThresholdSearch {

  private ThresholdSearch() {}

  /** The lowest of the thresholds with the greatest score. */
  static Threshold argmax(PairDistances pairs, ToDoubleFunction<ThresholdSweep> score) {
    requireBothKinds(pairs);
    var sweep = new ThresholdSweep(pairs);
    double best = score.applyAsDouble(sweep);
    var threshold = sweep.threshold();
    while (sweep.next()) {
      double current = score.applyAsDouble(sweep);
      if (current > best) {
        best = current;
        threshold = sweep.threshold();
      }
    }
    return threshold;
  }

  static Threshold metricsAt(PairDistances pairs, double threshold) {
    requireBothKinds(pairs);
    int positives = pairs.positive().length;
    int truePositives = countAtOrBelow(pairs.positive(), threshold);
    int falsePositives = countAtOrBelow(pairs.negative(), threshold);
    return new Threshold(
        threshold,
        (double) falsePositives / pairs.negative().length,
        1 - (double) truePositives / positives,
        accuracy(pairs, threshold),
        2.0 * truePositives / ((double) truePositives + falsePositives + positives));
  }

  static double accuracy(PairDistances pairs, double threshold) {
    if (pairs.size() == 0) {
      throw new IllegalStateException("0 pairs: accuracy needs at least 1");
    }
    return ((double) countAtOrBelow(pairs.positive(), threshold)
            + pairs.negative().length
            - countAtOrBelow(pairs.negative(), threshold))
        / pairs.size();
  }

  private static int countAtOrBelow(float[] ascending, double threshold) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("the threshold must be a number, not NaN");
    }
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static void requireRate(double far) {
    if (!(far >= 0 && far <= 1)) {
      throw new IllegalArgumentException("a false accept rate is from 0 to 1, not " + far);
    }
  }

  static void requireBothKinds(PairDistances pairs) {
    if (pairs.positive().length == 0 || pairs.negative().length == 0) {
      throw new IllegalStateException(
          "%d positive and %d negative pairs: verification metrics need at least 1 of each"
              .formatted(pairs.positive().length, pairs.negative().length));
    }
  }

  /** Whether there are several pairs, all at one distance. */
  static boolean isConstant(PairDistances pairs) {
    return pairs.size() > 1 && ThresholdSweep.first(pairs).accepted() == pairs.size();
  }
}
