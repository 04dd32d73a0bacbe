package dev.siamese.metrics;

import java.util.Arrays;

/** Collects the distances of pairs one by one. */
final class PairCollector {

  private float[] positive;
  private float[] negative;
  private int positives;
  private int negatives;

  PairCollector() {
    this(64, 1024);
  }

  /** Reserves memory for the expected numbers of pairs. */
  PairCollector(int positives, int negatives) {
    positive = new float[positives];
    negative = new float[negatives];
  }

  void add(float distance, boolean same) {
    if (same) {
      if (positives == positive.length) {
        positive = Arrays.copyOf(positive, Math.max(64, 2 * positives));
      }
      positive[positives++] = distance;
    } else {
      if (negatives == negative.length) {
        negative = Arrays.copyOf(negative, Math.max(64, 2 * negatives));
      }
      negative[negatives++] = distance;
    }
  }

  PairDistances collect() {
    return new PairDistances(
        Arrays.copyOf(positive, positives), Arrays.copyOf(negative, negatives));
  }
}
