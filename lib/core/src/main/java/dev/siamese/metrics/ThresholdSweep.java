package dev.siamese.metrics;

import dev.siamese.metrics.PairDistances.Threshold;

/**
 * Raises a threshold from one distance to the next, with equal distances taken together, and counts
 * the accepted pairs. It starts below the smallest distance.
 */
final class ThresholdSweep {

  private final float[] positive; // ascending
  private final float[] negative;
  private int truePositives;
  private int falsePositives;
  private float distance;

  ThresholdSweep(PairDistances pairs) {
    positive = pairs.positive();
    negative = pairs.negative();
    distance = Math.nextDown(nextDistance());
  }

  /** A sweep at the smallest distance. */
  static ThresholdSweep first(PairDistances pairs) {
    var sweep = new ThresholdSweep(pairs);
    sweep.next();
    return sweep;
  }

  /** Raises the threshold to the next distance; false if there is none. */
  boolean next() {
    if (truePositives == positive.length && falsePositives == negative.length) {
      return false;
    }
    distance = nextDistance();
    while (truePositives < positive.length && positive[truePositives] <= distance) {
      truePositives++;
    }
    while (falsePositives < negative.length && negative[falsePositives] <= distance) {
      falsePositives++;
    }
    return true;
  }

  private float nextDistance() {
    float a = truePositives < positive.length ? positive[truePositives] : Float.POSITIVE_INFINITY;
    float b = falsePositives < negative.length ? negative[falsePositives] : Float.POSITIVE_INFINITY;
    return Math.min(a, b);
  }

  /** The current threshold. */
  float distance() {
    return distance;
  }

  /** The midpoint to the next distance, which is robust to rounding. */
  private double midpoint() {
    float next = nextDistance();
    boolean between = accepted() > 0 && next < Float.POSITIVE_INFINITY;
    return between ? (distance + (double) next) / 2 : distance;
  }

  /** Positive pairs at or below the threshold. */
  int truePositives() {
    return truePositives;
  }

  /** Negative pairs at or below the threshold. */
  int falsePositives() {
    return falsePositives;
  }

  /** Pairs at or below the threshold. */
  long accepted() {
    return (long) truePositives + falsePositives;
  }

  double far() {
    return (double) falsePositives / negative.length;
  }

  double frr() {
    return 1 - (double) truePositives / positive.length;
  }

  double accuracy() {
    return (truePositives + (double) (negative.length - falsePositives))
        / ((double) positive.length + negative.length);
  }

  double f1() {
    return 2.0 * truePositives / ((double) truePositives + falsePositives + positive.length);
  }

  /** The midpoint to the next distance, with the metrics there. */
  Threshold threshold() {
    return new Threshold(midpoint(), far(), frr(), accuracy(), f1());
  }
}
