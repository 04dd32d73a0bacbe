package dev.siamese.chart;

import dev.siamese.metrics.EmbeddingStatistics.Histogram;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/**
 * Histograms of the distances of same and of different pairs; where they overlap, no threshold
 * separates them.
 */
public final class DistanceHistogram {

  private DistanceHistogram() {}

  /**
   * Each histogram is in percent of its own pairs, so that a few same pairs are as visible as many
   * different ones.
   *
   * @param title printed above the plot
   * @param positive distances of same pairs, at least one
   * @param negative distances of different pairs, at least one
   * @return a line for each of the two histograms
   */
  public static LineChart of(String title, float[] positive, float[] negative) {
    return of(title, "distance", positive, negative);
  }

  /**
   * The same with a title of the x axis.
   *
   * @param title printed above the plot
   * @param xAxis the distance, such as {@code cosine distance}
   * @param positive distances of same pairs, at least one
   * @param negative distances of different pairs, at least one
   * @return a line for each of the two histograms
   */
  public static LineChart of(String title, String xAxis, float[] positive, float[] negative) {
    var chart = new LineChart(title, xAxis, "pairs (%)");
    double max = Histogram.max(positive, negative);
    add(chart, "different", negative, max, Palette.DIFFERENT);
    add(chart, "same", positive, max, Palette.SAME);
    return chart.yFromZero();
  }

  /**
   * The same with a dashed line at a threshold.
   *
   * @param title printed above the plot
   * @param positive distances of same pairs, at least one
   * @param negative distances of different pairs, at least one
   * @param threshold a distance
   * @return a line for each of the two histograms, and one for the threshold
   */
  public static LineChart of(String title, float[] positive, float[] negative, double threshold) {
    String name = String.format(Locale.ROOT, "threshold %.3g", threshold);
    var chart = of(title, positive, negative);
    double top =
        chart.xchart().getSeriesCollection().stream()
            .flatMapToDouble(series -> DoubleStream.of(series.getYData()))
            .max()
            .orElseThrow();
    return chart.addDashed(name, new double[] {threshold, threshold}, new double[] {0, top});
  }

  private static void add(
      LineChart chart, String name, float[] distances, double max, Color color) {
    var percent = ChartStyle.percent(Histogram.fractions(distances, max));
    // the outline of the bars: two points per bin
    var x = new double[2 * Histogram.BINS];
    var y = new double[2 * Histogram.BINS];
    Arrays.setAll(x, i -> max / Histogram.BINS * ((i + 1) / 2));
    Arrays.setAll(y, i -> percent[i / 2]);
    var series = chart.series(name, x, y, XYSeriesRenderStyle.Area);
    series.setFillColor(Palette.withAlpha(color, Palette.FILL_ALPHA));
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(1.6f));
  }
}
