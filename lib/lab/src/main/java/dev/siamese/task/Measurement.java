package dev.siamese.task;

import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.PairMetrics;

/**
 * A metric of a test with its 95 % interval. The intervals below count trials as independent: where
 * pairs have samples in common, they are somewhat too narrow. Without trials they are [0, 1].
 *
 * @param interval the metric with its interval
 * @param trials the number of samples or pairs that it is of
 */
public record Measurement(Interval interval, long trials) {

  /**
   * {@return a fraction with Wilson's interval}
   *
   * @param value the fraction
   * @param trials that it is of
   */
  public static Measurement fraction(double value, long trials) {
    return trials == 0 || Double.isNaN(value)
        ? new Measurement(new Interval(value, 0, 1), trials)
        : new Measurement(
            Interval.wilson(Math.min(trials, value * trials), Math.toIntExact(trials)), trials);
  }

  /**
   * {@return the error rate of few-shot episodes with Wilson's interval}
   *
   * @param result of the episodes, whose queries are the trials
   */
  public static Measurement error(FewShotResult result) {
    return new Measurement(result.error(), result.predictions().size());
  }

  /** {@return a count of all samples or pairs, not an estimate: an interval without width} */
  static Measurement count(double value, long trials) {
    return new Measurement(new Interval(value, value, value), trials);
  }

  /**
   * {@return the balanced accuracy at a threshold with Wilson's interval, of as many trials as
   * there are pairs of the rarer kind, or samples if these are fewer}
   *
   * @param pairs of the test
   * @param threshold up to which pairs count as the same
   * @param samples that the pairs are made of
   */
  public static Measurement balancedAccuracy(PairDistances pairs, double threshold, int samples) {
    int rarer = Math.min(pairs.positive().length, pairs.negative().length);
    return fraction(pairs.metricsAt(threshold).balancedAccuracy(), Math.min(samples, rarer));
  }

  /**
   * {@return the equal error rate with Wilson's interval, of as many trials as there are pairs of
   * the rarer kind}
   *
   * @param pairs of the test
   */
  public static Measurement equalErrorRate(PairDistances pairs) {
    int rarer = Math.min(pairs.positive().length, pairs.negative().length);
    return fraction(pairs.equalErrorRate(), rarer);
  }

  /**
   * {@return the F1 score with the interval that follows from Wilson's for the fraction of true
   * positives among all pairs that are predicted or true, of which it is a function}
   *
   * @param pairs of the test
   */
  public static Measurement f1(PairMetrics pairs) {
    int union = pairs.predicted() + pairs.actual() - pairs.truePositives();
    return f1(pairs.f1(), union);
  }

  /**
   * {@return the F1 score of a threshold, see above}
   *
   * @param pairs of the test
   * @param threshold up to which pairs count as the same
   */
  public static Measurement f1(PairDistances pairs, double threshold) {
    var at = pairs.metricsAt(threshold);
    long different = Math.round(at.far() * pairs.negative().length);
    return f1(at.f1(), pairs.positive().length + different);
  }

  static Measurement f1(double value, long union) {
    var fraction = fraction(value / (2 - value), union).interval;
    var interval = new Interval(value, ofFraction(fraction.low()), ofFraction(fraction.high()));
    return new Measurement(interval, union);
  }

  private static double ofFraction(double truePositives) {
    return 2 * truePositives / (1 + truePositives);
  }

  /**
   * {@return the true accept rate at a false accept rate with Wilson's interval}
   *
   * @param pairs of the test
   * @param far the false accept rate
   */
  public static Measurement tarAtFar(PairDistances pairs, double far) {
    return fraction(pairs.tarAtFar(far), pairs.positive().length);
  }

  /**
   * {@return the average precision with the logit interval of Boyd, Eng and Page (2013)}
   *
   * @param pairs of the test
   */
  public static Measurement averagePrecision(PairDistances pairs) {
    return averagePrecision(pairs.averagePrecision(), pairs.positive().length);
  }

  static Measurement averagePrecision(double value, long positives) {
    return positives == 0
        ? fraction(value, 0)
        : new Measurement(Interval.averagePrecision(value, Math.toIntExact(positives)), positives);
  }

  /**
   * {@return the area under the ROC curve ± 1.96 standard errors of Hanley and McNeil (1982)}
   *
   * @param pairs of the test
   */
  public static Measurement rocAuc(PairDistances pairs) {
    return rocAuc(pairs.rocAuc(), pairs.positive().length, pairs.negative().length);
  }

  static Measurement rocAuc(double area, long positives, long negatives) {
    return positives == 0 || negatives == 0
        ? fraction(area, 0)
        : new Measurement(Interval.rocAuc(area, positives, negatives), positives + negatives);
  }
}
