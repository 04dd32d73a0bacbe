package dev.siamese.chart;

import dev.siamese.metrics.DetectionMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Precision–recall curves: what share of the alerts is real, by how much of what is looked for they
 * have found; the mean over runs, in a band from the least to the greatest of them.
 */
public final class PrecisionRecallCurves {

  private static final double[] RECALLS =
      IntStream.rangeClosed(1, 100).mapToDouble(i -> i / 100.0).toArray();

  private PrecisionRecallCurves() {}

  /**
   * One curve per name, in percent.
   *
   * @param runs for each name the alerts of its runs, at least one, all about the same samples
   */
  public static XYChart of(String title, Map<String, List<DetectionMetrics>> runs) {
    var chart = Figure.lineChart(title, "recall in %", "precision in %");
    var x = toPercent(RECALLS);
    int n = 0;
    for (var curve : runs.entrySet()) {
      var color = Palette.series(n++);
      var all =
          curve.getValue().stream()
              .map(alerts -> toPercent(alerts.precisionAtRecall(RECALLS)))
              .toArray(double[][]::new);
      if (all.length > 1) {
        var band = curve.getKey() + ", least to greatest";
        var least = across(all, values -> values.min().orElseThrow());
        var most = across(all, values -> values.max().orElseThrow());
        Figure.addBand(chart, band, x, least, most, color);
      }
      var mean = across(all, values -> values.average().orElseThrow());
      Figure.addLine(chart, curve.getKey(), x, mean, color);
    }
    Figure.setXRange(chart, 0, 100);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private interface Summary {
    double of(DoubleStream values);
  }

  private static double[] across(double[][] runs, Summary summary) {
    return IntStream.range(0, RECALLS.length)
        .mapToDouble(i -> summary.of(Arrays.stream(runs).mapToDouble(run -> run[i])))
        .toArray();
  }

  private static double[] toPercent(double[] shares) {
    return DoubleStream.of(shares).map(share -> 100 * share).toArray();
  }
}
