package dev.siamese.metrics;

import dev.siamese.metrics.PairDistances.RocCurve;

/** The metrics of pairs over all thresholds. */
final class RankingMetrics {

  private RankingMetrics() {}

  static double rocAuc(PairDistances pairs) {
    ThresholdSearch.requireBothKinds(pairs);
    int negatives = pairs.negative().length;
    var sweep = new ThresholdSweep(pairs);
    double wins = 0;
    int truePositives = 0;
    int falsePositives = 0;
    while (sweep.next()) {
      long farther = negatives - sweep.falsePositives();
      long equal = sweep.falsePositives() - falsePositives;
      wins += (sweep.truePositives() - truePositives) * (farther + 0.5 * equal);
      truePositives = sweep.truePositives();
      falsePositives = sweep.falsePositives();
    }
    return wins / pairs.positive().length / negatives;
  }

  static double equalErrorRate(PairDistances pairs) {
    ThresholdSearch.requireBothKinds(pairs);
    var sweep = new ThresholdSweep(pairs);
    double lastFar = 0;
    double lastFrr = 1;
    while (sweep.next()) {
      double far = sweep.far();
      double frr = sweep.frr();
      if (far >= frr) {
        double before = lastFrr - lastFar;
        double after = far - frr;
        double weight = before + after == 0 ? 0 : before / (before + after);
        return lastFar + weight * (far - lastFar);
      }
      lastFar = far;
      lastFrr = frr;
    }
    throw new AssertionError("the largest distance accepts all pairs");
  }

  static double tarAtFar(PairDistances pairs, double wanted) {
    ThresholdSearch.requireBothKinds(pairs);
    var sweep = new ThresholdSweep(pairs);
    double lastFar = 0;
    double lastTar = 0;
    while (sweep.next()) {
      double far = sweep.far();
      double tar = (double) sweep.truePositives() / pairs.positive().length;
      if (far > wanted) {
        double weight = (wanted - lastFar) / (far - lastFar);
        return lastTar + weight * (tar - lastTar);
      }
      lastFar = far;
      lastTar = tar;
    }
    return 1;
  }

  static double averagePrecision(PairDistances pairs) {
    int positives = pairs.positive().length;
    if (positives == 0) {
      throw new IllegalStateException("0 positive pairs: average precision needs at least 1");
    }
    var sweep = new ThresholdSweep(pairs);
    double sum = 0;
    int truePositives = 0;
    while (sweep.next()) {
      sum +=
          (sweep.truePositives() - truePositives)
              * (double) sweep.truePositives()
              / (double) sweep.accepted();
      truePositives = sweep.truePositives();
    }
    return sum / positives;
  }

  static RocCurve rocCurve(PairDistances pairs) {
    ThresholdSearch.requireBothKinds(pairs);
    var sweep = new ThresholdSweep(pairs);
    var points = new RocPoints(sweep.distance());
    while (sweep.next()) {
      points.add(sweep.distance(), sweep.falsePositives(), sweep.truePositives());
    }
    return new RocCurve(
        points.thresholds(),
        points.falsePositives(pairs.negative().length),
        points.truePositives(pairs.positive().length));
  }
}
