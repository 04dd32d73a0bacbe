package dev.siamese.metrics;

import java.util.Arrays;

/**
 * The retrieval metrics of one query as expected values over a random order of equally near
 * references. References are added in groups of equal distance, the nearest first.
 */
final class ExpectedRanking {

  private final int relevant; // R, the number of relevant references
  private final int[] ks;
  private final double[] miss; // for each k the probability that no relevant one is among the first
  private int rank; // of the references added before
  private int hits; // the relevant ones among them
  private double averagePrecision;
  private double rPrecision;

  ExpectedRanking(int relevant, int[] ks) {
    this.relevant = relevant;
    this.ks = ks;
    miss = new double[ks.length];
    Arrays.fill(miss, 1);
  }

  /** Adds references at one distance. */
  void add(int size, int relevantInGroup) {
    double fraction = (double) relevantInGroup / size;
    for (int place = 0; place < size && rank + place < relevant; place++) {
      // the expected number of relevant ones before it, if the one at this place is relevant
      double before = size == 1 ? 0 : (double) place * (relevantInGroup - 1) / (size - 1);
      averagePrecision += fraction * (hits + before + 1) / (rank + place + 1);
      rPrecision += fraction;
    }
    for (int k = 0; k < ks.length; k++) {
      for (int place = 0; place < size && rank + place < ks[k] && miss[k] > 0; place++) {
        miss[k] *= Math.max(0, (double) (size - relevantInGroup - place) / (size - place));
      }
    }
    rank += size;
    hits += relevantInGroup;
  }

  /** MAP@R of the query. */
  double mapAtR() {
    return averagePrecision / relevant;
  }

  double rPrecision() {
    return rPrecision / relevant;
  }

  /** The probability that a relevant reference is among the first k. */
  double recall(int k) {
    return 1 - miss[k];
  }
}
