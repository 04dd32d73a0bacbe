package dev.siamese.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * The distances of same and of different pairs, each ascending: all that verification is judged on.
 *
 * @param positive of pairs of one class
 * @param negative of pairs of two classes
 */
public record PairDistances(float[] positive, float[] negative) {

  public PairDistances {
    positive = sorted(positive, "same");
    negative = sorted(negative, "different");
  }

  private static float[] sorted(float[] distances, String which) {
    var ascending = distances.clone();
    Arrays.parallelSort(ascending);
    if (ascending.length > 0 && Float.isNaN(ascending[ascending.length - 1])) {
      throw new IllegalArgumentException("a distance of the " + which + " pairs is not a number");
    }
    return ascending;
  }

  /** Distances from anywhere, and whether the two of each pair belong together. */
  public static PairDistances of(float[] distances, boolean[] same) {
    if (distances.length != same.length) {
      throw new IllegalArgumentException(
          "%d distances but %d answers to whether the two are the same"
              .formatted(distances.length, same.length));
    }
    var collector = new Collector();
    for (int i = 0; i < same.length; i++) {
      collector.add(distances[i], same[i]);
    }
    return collector.collect();
  }

  /** These pairs and others. */
  public PairDistances concat(PairDistances others) {
    return new PairDistances(
        concatArrays(positive, others.positive), concatArrays(negative, others.negative));
  }

  private static float[] concatArrays(float[] one, float[] two) {
    var both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  /** The number of pairs of both kinds. */
  public long size() {
    return (long) positive.length + negative.length;
  }

  /**
   * The area under the ROC curve, from 0 to 1, greater is better: how often a same pair is closer
   * than a different one, P(d⁺ &lt; d⁻) + ½ P(d⁺ = d⁻).
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public double rocAuc() {
    var sweep = sweep();
    double won = 0;
    int kept = 0;
    int accepted = 0;
    while (sweep.next()) {
      long beyond = negative.length - sweep.falsePositives();
      long equal = sweep.falsePositives() - accepted;
      won += (sweep.truePositives() - kept) * (beyond + 0.5 * equal);
      kept = sweep.truePositives();
      accepted = sweep.falsePositives();
    }
    return won / positive.length / negative.length;
  }

  /**
   * The error rate at the threshold where as many different pairs are accepted as same pairs are
   * rejected, interpolated between the two thresholds around it: from 0 to 1.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public double equalErrorRate() {
    var sweep = sweep();
    double lastAccept = 0;
    double lastReject = 1;
    while (sweep.next()) {
      double accept = sweep.far();
      double reject = sweep.frr();
      if (accept >= reject) {
        double before = lastReject - lastAccept;
        double after = accept - reject;
        double part = before + after == 0 ? 0 : before / (before + after);
        return lastAccept + part * (accept - lastAccept);
      }
      lastAccept = accept;
      lastReject = reject;
    }
    throw new AssertionError("at the largest distance all pairs are accepted");
  }

  /**
   * The share of same pairs accepted at the threshold that accepts a stated share of different
   * pairs (TAR@FAR), interpolated between two thresholds if none does exactly: from 0 to 1, greater
   * is better. A rate below one in the number of different pairs cannot be told from 0.
   *
   * @param falseAccept the stated rate, from 0 to 1
   * @throws IllegalStateException without at least one pair of each kind
   */
  public double tarAtFar(double falseAccept) {
    checkRate(falseAccept);
    var sweep = sweep();
    double lastAccept = 0;
    double lastTrue = 0;
    while (sweep.next()) {
      double accept = sweep.far();
      double kept = (double) sweep.truePositives() / positive.length;
      if (accept > falseAccept) {
        double part = (falseAccept - lastAccept) / (accept - lastAccept);
        return lastTrue + part * (kept - lastTrue);
      }
      lastAccept = accept;
      lastTrue = kept;
    }
    return 1;
  }

  /**
   * Average precision, the area under the precision–recall curve: Σ (recall gained) · precision
   * over rising thresholds, equal distances taken at once; same pairs are what is looked for. From
   * 0 to 1, greater is better; a random order gives the share of same pairs.
   *
   * @throws IllegalStateException without a same pair
   */
  public double averagePrecision() {
    if (positive.length == 0) {
      throw new IllegalStateException("average precision needs at least one same pair");
    }
    var sweep = new ThresholdSweep(this);
    double sum = 0;
    int kept = 0;
    while (sweep.next()) {
      sum +=
          (sweep.truePositives() - kept)
              * (double) sweep.truePositives()
              / ((double) sweep.truePositives() + sweep.falsePositives());
      kept = sweep.truePositives();
    }
    return sum / positive.length;
  }

  /**
   * The corners of the ROC curve, from (0, 0) to (1, 1): {@code threshold, false_accept,
   * true_accept}. Points on a straight line between two others are left out.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Table rocCurve() {
    var sweep = sweep();
    var corners = new RocPoints(sweep.distance());
    while (sweep.next()) {
      corners.add(sweep.distance(), sweep.falsePositives(), sweep.truePositives());
    }
    return Table.create(
        "ROC curve",
        DoubleColumn.create("threshold", corners.thresholds()),
        DoubleColumn.create("false_accept", corners.falsePositives(negative.length)),
        DoubleColumn.create("true_accept", corners.truePositives(positive.length)));
  }

  /**
   * How a threshold that was fitted elsewhere fares on these pairs.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Threshold metricsAt(double value) {
    requireBothKinds();
    int kept = countAtOrBelow(positive, value);
    int accepted = countAtOrBelow(negative, value);
    double far = (double) accepted / negative.length;
    double frr = 1 - (double) kept / positive.length;
    return new Threshold(
        value,
        far,
        frr,
        accuracy(value),
        2.0 * kept / ((double) kept + accepted + positive.length));
  }

  /**
   * The share of pairs that a threshold puts on the right side: from 0 to 1.
   *
   * @throws IllegalStateException without a pair
   */
  public double accuracy(double threshold) {
    if (size() == 0) {
      throw new IllegalStateException("the accuracy of a threshold needs at least one pair");
    }
    return ((double) countAtOrBelow(positive, threshold)
            + negative.length
            - countAtOrBelow(negative, threshold))
        / size();
  }

  /** How many distances are at or below a threshold. */
  private static int countAtOrBelow(float[] ascending, double threshold) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The threshold with the greatest accuracy, the lowest if several have it.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Threshold bestAccuracy() {
    return argmax(ThresholdSweep::accuracy);
  }

  /**
   * The threshold with the greatest F1, the lowest if several have it.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Threshold bestF1() {
    return argmax(ThresholdSweep::f1);
  }

  /**
   * The threshold whose two error rates are closest to each other.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Threshold equalErrorThreshold() {
    return argmax(sweep -> -Math.abs(sweep.far() - sweep.frr()));
  }

  /**
   * The threshold with the least sum of both error rates, the lowest if several have it: the best
   * accuracy if same and different pairs were equally frequent.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Threshold bestBalancedAccuracy() {
    return argmax(sweep -> -sweep.far() - sweep.frr());
  }

  /**
   * The highest threshold that accepts no more than a stated share of different pairs.
   *
   * @param rate the share, from 0 to 1
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Threshold thresholdAtFar(double rate) {
    checkRate(rate);
    return argmax(
        sweep ->
            sweep.far() <= rate ? sweep.truePositives() + (double) sweep.falsePositives() : -1);
  }

  private Threshold argmax(ToDoubleFunction<ThresholdSweep> quality) {
    var sweep = sweep();
    double best = quality.applyAsDouble(sweep);
    var threshold = sweep.threshold();
    while (sweep.next()) {
      double here = quality.applyAsDouble(sweep);
      if (here > best) {
        best = here;
        threshold = sweep.threshold();
      }
    }
    return threshold;
  }

  private static void checkRate(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("a false accept rate is from 0 to 1, not " + rate);
    }
  }

  private ThresholdSweep sweep() {
    requireBothKinds();
    return new ThresholdSweep(this);
  }

  private void requireBothKinds() {
    if (positive.length == 0 || negative.length == 0) {
      throw new IllegalStateException(
          "verification needs pairs of both kinds, not %d same and %d different"
              .formatted(positive.length, negative.length));
    }
  }

  /**
   * By their usual names: {@code auc, eer, tar@far=0.1, tar@far=0.01, tar@far=0.001,
   * average_precision, best_f1, best_f1_threshold, best_accuracy, best_accuracy_threshold}. The
   * last four are fitted to these very pairs.
   *
   * @throws IllegalStateException without at least one pair of each kind
   */
  public Map<String, Double> metrics() {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("auc", rocAuc());
    metrics.put("eer", equalErrorRate());
    for (double rate : new double[] {0.1, 0.01, 0.001}) {
      metrics.put("tar@far=" + rate, tarAtFar(rate));
    }
    metrics.put("average_precision", averagePrecision());
    var f1 = bestF1();
    metrics.put("best_f1", f1.f1());
    metrics.put("best_f1_threshold", f1.value());
    var accuracy = bestAccuracy();
    metrics.put("best_accuracy", accuracy.accuracy());
    metrics.put("best_accuracy_threshold", accuracy.value());
    return metrics;
  }

  /** One row per metric: {@code metric, value}. */
  public Table table() {
    return MetricsTable.of("verification", metrics());
  }

  /** Gathers distances one by one. */
  static final class Collector {

    private float[] positive;
    private float[] negative;
    private int positiveCount;
    private int negativeCount;

    Collector() {
      this(64, 1024);
    }

    /** Expects so many. */
    Collector(int same, int different) {
      this.positive = new float[same];
      this.negative = new float[different];
    }

    void add(float distance, boolean isSame) {
      if (isSame) {
        if (positiveCount == positive.length) {
          positive = Arrays.copyOf(positive, 2 * positiveCount);
        }
        positive[positiveCount++] = distance;
      } else {
        if (negativeCount == negative.length) {
          negative = Arrays.copyOf(negative, 2 * negativeCount);
        }
        negative[negativeCount++] = distance;
      }
    }

    PairDistances collect() {
      return new PairDistances(trimmed(positive, positiveCount), trimmed(negative, negativeCount));
    }

    private static float[] trimmed(float[] values, int count) {
      return count == values.length ? values : Arrays.copyOf(values, count);
    }
  }
}
