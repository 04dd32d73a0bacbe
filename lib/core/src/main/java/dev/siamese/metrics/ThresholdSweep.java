package dev.siamese.metrics;

/**
 * A threshold that rises past one distance after another, equal distances at once, and counts the
 * pairs at or below it. It starts below the smallest.
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

  /** The distance that the threshold is at. */
  float distance() {
    return distance;
  }

  /** Half way to the next distance, so that a hair's breadth does not turn a pair over. */
  double midpoint() {
    float next = nextDistance();
    boolean between = truePositives + falsePositives > 0 && next < Float.POSITIVE_INFINITY;
    return between ? (distance + (double) next) / 2 : distance;
  }

  /** Same pairs at or below the threshold. */
  int truePositives() {
    return truePositives;
  }

  /** Different pairs at or below it. */
  int falsePositives() {
    return falsePositives;
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

  /** As a threshold to use. */
  Threshold threshold() {
    return new Threshold(midpoint(), far(), frr(), accuracy(), f1());
  }
}
