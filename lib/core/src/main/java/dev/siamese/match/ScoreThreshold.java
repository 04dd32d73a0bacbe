package dev.siamese.match;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Estimates the lowest score of a duplicate. */
final class ScoreThreshold {

  private static final double DEFAULT = 0.5;
  private static final double MIN_SEPARATION = 4; // of two means, in standard deviations
  private static final double MIN_RECALL = 0.5;
  private static final int ROUNDS = 200;

  private ScoreThreshold() {}

  /**
   * Without labels: a mixture of two Gaussians of equal variance is fitted by expectation
   * maximisation to the score of each record with its nearest. Where their densities cross is the
   * threshold if they are far apart; else it is 0.5.
   *
   * @param best the score of each record with its nearest
   */
  static double unsupervised(double[] best) {
    if (best.length < 2) {
      return DEFAULT;
    }
    var sorted = best.clone();
    Arrays.sort(sorted);
    double low = sorted[sorted.length / 10];
    double high = sorted[sorted.length * 9 / 10];
    double average = Arrays.stream(best).average().orElseThrow();
    double variance = Arrays.stream(best).map(s -> (s - average) * (s - average)).sum();
    double deviation = Math.max(1e-3, Math.sqrt(variance / best.length) / 2);
    double weight = 0.5; // of the Gaussian of duplicates
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      double highSum = 0;
      double lowSum = 0;
      double squares = 0;
      for (double score : best) {
        double a = (1 - weight) * density(score, low, deviation) + 1e-12;
        double b = weight * density(score, high, deviation) + 1e-12;
        double r = b / (a + b);
        sum += r;
        highSum += r * score;
        lowSum += (1 - r) * score;
        squares += r * (score - high) * (score - high) + (1 - r) * (score - low) * (score - low);
      }
      weight = sum / best.length;
      high = highSum / Math.max(sum, 1e-9);
      low = lowSum / Math.max(best.length - sum, 1e-9);
      deviation = Math.sqrt(squares / best.length) + 1e-3;
    }
    if (!((high - low) / deviation >= MIN_SEPARATION) || weight < 1e-6 || weight > 1 - 1e-6) {
      return DEFAULT;
    }
    double crossing =
        (low + high) / 2 + deviation * deviation / (high - low) * Math.log((1 - weight) / weight);
    return Math.min(Math.max(crossing, low), high);
  }

  private static double density(double score, double mean, double deviation) {
    double z = (score - mean) / deviation;
    return Math.exp(-0.5 * z * z);
  }

  /**
   * With labels, which may have another fraction of duplicates than all candidates: the recall of
   * the labelled duplicates and the number of candidates above each threshold bound the number of
   * duplicates, N(t) / recall(t), whose least value gives the F1 of each threshold. The result is
   * the mean of the threshold of the highest F1 and 0.5.
   *
   * @param positive the probabilities of labelled duplicates by a model not fitted to them
   * @param unlabeled the probabilities of all candidates without a label
   */
  static double supervised(double[] positive, float[] unlabeled) {
    var thresholds =
        IntStream.concat(
                IntStream.range(0, 97).map(i -> -i - 1), IntStream.range(0, positive.length))
            .mapToDouble(i -> (float) (i < 0 ? 0.02 - 0.01 * (i + 1) : positive[i]))
            .sorted()
            .distinct()
            .toArray();
    var sorted = unlabeled.clone();
    Arrays.sort(sorted);
    var recall = new double[thresholds.length];
    var found = new double[thresholds.length];
    double duplicates = Double.POSITIVE_INFINITY;
    for (int i = 0; i < thresholds.length; i++) {
      double threshold = thresholds[i];
      long above = Arrays.stream(positive).filter(p -> (float) p >= threshold).count();
      recall[i] = (double) above / positive.length;
      found[i] = countAtLeast(sorted, threshold);
      if (recall[i] >= MIN_RECALL) {
        duplicates = Math.min(duplicates, found[i] / recall[i]);
      }
    }
    duplicates = Math.max(duplicates, 0.5); // no candidate need be one
    double best = -1;
    double chosen = DEFAULT;
    for (int i = 0; i < thresholds.length; i++) {
      double f1 =
          2 * Math.min(recall[i] * duplicates, found[i]) / Math.max(1, found[i] + duplicates);
      if (f1 > best) {
        best = f1;
        chosen = thresholds[i];
      }
    }
    return (chosen + DEFAULT) / 2;
  }

  private static int countAtLeast(float[] sorted, double threshold) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return sorted.length - low;
  }
}
