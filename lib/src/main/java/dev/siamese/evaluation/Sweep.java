package dev.siamese.evaluation;

/**
 * A threshold that rises past one distance after another, equal distances at once, and counts the
 * pairs at or below it. It starts below the smallest.
 */
final class Sweep {

  private final float[] same; // ascending
  private final float[] different;
  private int kept;
  private int accepted;
  private float distance;

  Sweep(PairDistances pairs) {
    same = pairs.same();
    different = pairs.different();
    distance = Math.nextDown(following());
  }

  /** Raises the threshold to the next distance; false if there is none. */
  boolean next() {
    if (kept == same.length && accepted == different.length) {
      return false;
    }
    distance = following();
    while (kept < same.length && same[kept] <= distance) {
      kept++;
    }
    while (accepted < different.length && different[accepted] <= distance) {
      accepted++;
    }
    return true;
  }

  private float following() {
    float a = kept < same.length ? same[kept] : Float.POSITIVE_INFINITY;
    float b = accepted < different.length ? different[accepted] : Float.POSITIVE_INFINITY;
    return Math.min(a, b);
  }

  /** The distance that the threshold is at. */
  float distance() {
    return distance;
  }

  /** Half way to the next distance, so that a hair's breadth does not turn a pair over. */
  double middle() {
    float next = following();
    boolean between = kept + accepted > 0 && next < Float.POSITIVE_INFINITY;
    return between ? (distance + (double) next) / 2 : distance;
  }

  /** Same pairs at or below the threshold. */
  int kept() {
    return kept;
  }

  /** Different pairs at or below it. */
  int accepted() {
    return accepted;
  }

  double falseAccept() {
    return (double) accepted / different.length;
  }

  double falseReject() {
    return 1 - (double) kept / same.length;
  }

  double accuracy() {
    return (kept + (double) (different.length - accepted))
        / ((double) same.length + different.length);
  }

  double f1() {
    return 2.0 * kept / ((double) kept + accepted + same.length);
  }

  /** As a threshold to use. */
  Threshold threshold() {
    return new Threshold(middle(), falseAccept(), falseReject(), accuracy(), f1());
  }
}
