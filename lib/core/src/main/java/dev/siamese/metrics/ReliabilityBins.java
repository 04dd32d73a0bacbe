package dev.siamese.metrics;

import dev.siamese.metrics.Calibration.Reliability;
import java.util.ArrayList;

/** Compares the probabilities of pairs with their outcomes in bins. */
final class ReliabilityBins {

  private static final int BINS = 10;

  private ReliabilityBins() {}

  static Reliability of(double[] probabilities, boolean[] same) {
    int n = same.length;
    if (probabilities.length != n || n == 0) {
      throw new IllegalArgumentException(
          "%d probabilities and %d labels: pass one label per probability, and at least one"
              .formatted(probabilities.length, n));
    }
    var sums = new double[BINS];
    var positives = new int[BINS];
    var sizes = new int[BINS];
    double squares = 0;
    int positive = 0;
    for (int i = 0; i < n; i++) {
      double p = probabilities[i];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a probability is from 0 to 1, not " + p);
      }
      int outcome = same[i] ? 1 : 0;
      int bin = Math.min(BINS - 1, (int) (BINS * p));
      sums[bin] += p;
      sizes[bin]++;
      positives[bin] += outcome;
      positive += outcome;
      squares += (outcome - p) * (outcome - p);
    }
    var bins = new ArrayList<Reliability.Bin>();
    double difference = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (sizes[bin] > 0) {
        var observed = Interval.wilson(positives[bin], sizes[bin]);
        bins.add(new Reliability.Bin(sums[bin] / sizes[bin], observed, sizes[bin]));
        difference += Math.abs(sums[bin] - positives[bin]);
      }
    }
    return new Reliability(bins, squares / n, difference / n, (double) positive / n);
  }
}
