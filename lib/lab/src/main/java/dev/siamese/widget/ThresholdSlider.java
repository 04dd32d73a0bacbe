package dev.siamese.widget;

import dev.siamese.chart.Chart;
import dev.siamese.chart.DistanceHistogram;
import dev.siamese.metrics.EmbeddingStatistics.Histogram;
import dev.siamese.metrics.PairDistances;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The histograms of the distances of same and of different pairs with a threshold that can be
 * dragged, and the false accept and false reject rates at it, with Wilson's 95 % intervals.
 */
public final class ThresholdSlider implements Widget {

  private static final int MIN_STEPS = 400; // of the slider, from 0 to the greatest distance

  private final String title;
  private final PairDistances pairs;
  private final double threshold;
  private final double step;
  private final double max;

  private ThresholdSlider(String title, PairDistances pairs, double threshold) {
    this.title = title;
    this.pairs = pairs;
    this.threshold = threshold;
    max = Histogram.max(pairs.positive(), pairs.negative());
    step = niceStep(max / MIN_STEPS);
  }

  /**
   * {@return a slider that starts where both error rates are equal}
   *
   * @param title printed above the histograms
   * @param pairs at least one positive and one negative pair
   */
  public static ThresholdSlider of(String title, PairDistances pairs) {
    return of(title, pairs, pairs.equalErrorThreshold().value());
  }

  /**
   * {@return a slider that starts at a threshold, such as one that was chosen on other pairs}
   *
   * @param title printed above the histograms
   * @param pairs at least one positive and one negative pair
   * @param threshold a distance, rounded to the nearest step of the slider
   */
  public static ThresholdSlider of(String title, PairDistances pairs, double threshold) {
    if (pairs.positive().length == 0 || pairs.negative().length == 0) {
      throw new IllegalArgumentException(
          "%d positive and %d negative pairs: at least one of each is needed"
              .formatted(pairs.positive().length, pairs.negative().length));
    }
    return new ThresholdSlider(title, pairs, threshold);
  }

  /** The greatest of 1, 2 and 5 times a power of ten that is not above a length. */
  private static double niceStep(double length) {
    double power = Math.pow(10, Math.floor(Math.log10(length)));
    return power * (length >= 5 * power ? 5 : length >= 2 * power ? 2 : 1);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Chart fallback() {
    return DistanceHistogram.of(title, pairs.positive(), pairs.negative(), threshold);
  }

  @Override
  public String altText() {
    return String.format(
        Locale.ROOT,
        "Histograms of the distances of %,d same and %,d different pairs. Threshold %s",
        pairs.positive().length,
        pairs.negative().length,
        pairs.metricsAt(threshold));
  }

  @Override
  public String html() {
    int steps = (int) Math.ceil(max / step - 1e-9);
    var histogram =
        Map.of(
            "max", max,
            "same", percents(pairs.positive()),
            "different", percents(pairs.negative()));
    var data =
        Map.of(
            "title",
            title,
            "step",
            step,
            "start",
            Math.max(0, Math.min(steps, Math.round(threshold / step))),
            "same",
            accepted(pairs.positive(), steps),
            "different",
            accepted(pairs.negative(), steps),
            "histogram",
            histogram);
    return WidgetHtml.of(this, data, "threshold-slider.js");
  }

  private double[] percents(float[] distances) {
    return DoubleStream.of(Histogram.fractions(distances, max))
        .map(fraction -> Math.round(100_000 * fraction) / 1000.0)
        .toArray();
  }

  /** How many of the sorted distances are at or below each step. */
  private int[] accepted(float[] distances, int steps) {
    var counts = new int[steps + 1];
    int count = 0;
    for (int k = 0; k <= steps; k++) {
      double limit = k == steps ? Double.POSITIVE_INFINITY : k * step;
      while (count < distances.length && distances[count] <= limit) {
        count++;
      }
      counts[k] = count;
    }
    return counts;
  }
}
