package dev.siamese.metrics;

import java.util.Locale;
import java.util.Map;

/**
 * The distances of positive and negative pairs, each in ascending order, and their verification
 * metrics. A pair is accepted if its distance is at or below a threshold.
 *
 * <p>Methods that need positive and negative pairs throw {@link IllegalStateException} without at
 * least one of each.
 *
 * @param positive distances of pairs of one class
 * @param negative distances of pairs of two classes
 */
public record PairDistances(float[] positive, float[] negative) implements Metrics {

  /**
   * A threshold on the distance of pairs and its metrics on some pairs. Choose it on validation
   * pairs and report {@link #metricsAt} of test pairs.
   *
   * @param value the distance at or below which a pair is accepted as the same
   * @param far false accept rate, the fraction of negative pairs that are accepted
   * @param frr false reject rate, the fraction of positive pairs that are rejected
   * @param accuracy the fraction of pairs that are classified correctly; depends on the fraction of
   *     positive pairs
   * @param f1 the harmonic mean of the precision and recall of positive pairs
   */
  public record Threshold(double value, double far, double frr, double accuracy, double f1) {

    /**
     * {@return whether a pair at a distance is accepted}
     *
     * @param distance the distance of a pair
     */
    public boolean accepts(double distance) {
      return distance <= value;
    }

    /**
     * {@return the mean of the accuracies on positive and on negative pairs: 1 − (FAR + FRR) / 2}
     */
    public double balancedAccuracy() {
      return 1 - (far + frr) / 2;
    }

    /** {@code 0.412: FAR 1.2 %, FRR 3.4 %}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%.4g: FAR %.2f %%, FRR %.2f %%", value, 100 * far, 100 * frr);
    }
  }

  /**
   * A receiver operating characteristic (ROC) curve, its points in order of ascending thresholds.
   *
   * @param thresholds the distances up to which pairs are accepted
   * @param far the false accept rate at each threshold, from 0 to 1
   * @param tar the true accept rate at each threshold, from 0 to 1
   */
  public record RocCurve(double[] thresholds, double[] far, double[] tar) {}

  /**
   * Sorts the distances.
   *
   * @param positive without NaN
   * @param negative without NaN
   */
  public PairDistances {
    positive = PairCollector.sorted(positive, "positive");
    negative = PairCollector.sorted(negative, "negative");
  }

  /**
   * {@return labelled distances, split into positive and negative pairs}
   *
   * @param distances one per pair
   * @param same whether each pair is positive
   * @throws IllegalArgumentException if the lengths differ or a distance is NaN
   */
  public static PairDistances of(float[] distances, boolean[] same) {
    if (distances.length != same.length) {
      throw new IllegalArgumentException(
          "%d distances but %d labels: pass one label per distance"
              .formatted(distances.length, same.length));
    }
    return PairCollector.collect(distances, same);
  }

  /**
   * {@return the pairs of both objects}
   *
   * @param others pairs to add
   */
  public PairDistances concat(PairDistances others) {
    return new PairDistances(
        PairCollector.concat(positive, others.positive),
        PairCollector.concat(negative, others.negative));
  }

  /** {@return the number of pairs} */
  public long size() {
    return (long) positive.length + negative.length;
  }

  /**
   * {@return the area under the ROC curve, P(d⁺ &lt; d⁻) + ½ P(d⁺ = d⁻): from 0 to 1, greater is
   * better}
   */
  public double rocAuc() {
    return RankingMetrics.rocAuc(this);
  }

  /**
   * {@return the error rate at the threshold where the false accept rate equals the false reject
   * rate, interpolated linearly between two thresholds: from 0 to 1, smaller is better}
   */
  public double equalErrorRate() {
    return RankingMetrics.equalErrorRate(this);
  }

  /**
   * The true accept rate at a false accept rate (TAR@FAR), interpolated between two thresholds.
   *
   * @param far from 0 to 1; 0 stands for the greatest threshold that accepts no negative pair
   * @return NaN if {@code far} is above 0 but below {@link #smallestFar}: more negative pairs are
   *     needed to estimate it
   */
  public double tarAtFar(double far) {
    ThresholdSearch.requireRate(far);
    return far > 0 && far < smallestFar() ? Double.NaN : RankingMetrics.tarAtFar(this, far);
  }

  /**
   * {@return the smallest false accept rate above 0 that these pairs can resolve: 1 / negative
   * pairs}
   */
  public double smallestFar() {
    return 1.0 / negative.length;
  }

  /**
   * {@return average precision, the area under the precision–recall curve: Σ (recall gained) ·
   * precision over ascending thresholds, with equal distances taken together} From 0 to 1, greater
   * is better; a random order gives the fraction of positive pairs.
   *
   * @throws IllegalStateException without a positive pair
   */
  public double averagePrecision() {
    return RankingMetrics.averagePrecision(this);
  }

  /**
   * {@return the ROC curve, from (0, 0) to (1, 1), without points on a straight line between two
   * others}
   */
  public RocCurve rocCurve() {
    return RankingMetrics.rocCurve(this);
  }

  /**
   * {@return the metrics of a threshold that was chosen on other pairs}
   *
   * @param threshold a distance
   * @throws IllegalArgumentException if the threshold is NaN
   */
  public Threshold metricsAt(double threshold) {
    return ThresholdSearch.metricsAt(this, threshold);
  }

  /**
   * {@return the fraction of pairs that a threshold classifies correctly}
   *
   * @param threshold a distance
   * @throws IllegalArgumentException if the threshold is NaN
   * @throws IllegalStateException without a pair
   */
  public double accuracy(double threshold) {
    return ThresholdSearch.accuracy(this, threshold);
  }

  /** {@return the threshold with the greatest accuracy, the lowest of several} */
  public Threshold bestAccuracy() {
    return ThresholdSearch.argmax(this, ThresholdSweep::accuracy);
  }

  /** {@return the threshold with the greatest F1, the lowest of several} */
  public Threshold bestF1() {
    return ThresholdSearch.argmax(this, ThresholdSweep::f1);
  }

  /** {@return the threshold with the smallest difference of false accept and false reject rate} */
  public Threshold equalErrorThreshold() {
    return ThresholdSearch.argmax(this, sweep -> -Math.abs(sweep.far() - sweep.frr()));
  }

  /** {@return the threshold with the greatest balanced accuracy, the lowest of several} */
  public Threshold bestBalancedAccuracy() {
    return ThresholdSearch.argmax(this, sweep -> -sweep.far() - sweep.frr());
  }

  /**
   * The greatest threshold whose false accept rate is at most a given one.
   *
   * @param far from 0 to 1
   * @return the threshold
   */
  public Threshold thresholdAtFar(double far) {
    ThresholdSearch.requireRate(far);
    return ThresholdSearch.argmax(
        this, sweep -> sweep.far() <= far ? (double) sweep.accepted() : -1);
  }

  /**
   * {@code roc_auc, eer, tar@far=0.1, tar@far=0.01, tar@far=0.001, average_precision, best_f1,
   * best_f1_threshold, best_accuracy, best_accuracy_threshold}. The last four are optimistic: the
   * threshold is chosen on the same pairs.
   */
  @Override
  public Map<String, Double> metrics() {
    return VerificationSummary.metrics(this);
  }

  @Override
  public String primaryMetric() {
    return "eer";
  }

  @Override
  public boolean isGreaterBetter() {
    return false;
  }

  /** {@code EER 0.0312, ROC AUC 0.9831 over 120 positive and 3,000 negative pairs}. */
  @Override
  public String toString() {
    return VerificationSummary.line(this);
  }
}
