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

  /** Splits labelled distances into positive and negative pairs. */
  static PairDistances collect(float[] distances, boolean[] same) {
    var collector = new PairCollector();
    for (int i = 0; i < same.length; i++) {
      collector.add(distances[i], same[i]);
    }
    return collector.collect();
  }

  static float[] concat(float[] first, float[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** A sorted copy of distances without NaN. */
  static float[] sorted(float[] distances, String kind) {
    var ascending = distances.clone();
    Arrays.parallelSort(ascending);
    if (ascending.length > 0 && Float.isNaN(ascending[ascending.length - 1])) {
      throw new IllegalArgumentException(
          "NaN among the %d %s distances: remove the pairs without a distance"
              .formatted(ascending.length, kind));
    }
    return ascending;
  }
}
