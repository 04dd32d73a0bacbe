package dev.siamese.chart;

import dev.siamese.metrics.DetectionMetrics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Precision–recall curves: the mean over runs, with a band from the minimum to the maximum. */
public final class PrecisionRecallCurves {

  private static final double[] RECALLS =
      IntStream.rangeClosed(1, 100).mapToDouble(i -> i / 100.0).toArray();

  private PrecisionRecallCurves() {}

  /**
   * One curve per name, in percent.
   *
   * @param title printed above the plot
   * @param runs for each name the metrics of at least one run, all on the same samples
   * @return precision over recall
   */
  public static LineChart of(String title, Map<String, List<DetectionMetrics>> runs) {
    var chart = new LineChart(title, "recall (%)", "precision (%)");
    int n = 0;
    for (var curve : runs.entrySet()) {
      var precisions =
          curve.getValue().stream()
              .map(metrics -> ChartStyle.percent(metrics.precisionAtRecall(RECALLS)))
              .toArray(double[][]::new);
      chart.addRuns(curve.getKey(), ChartStyle.percent(RECALLS), precisions, Palette.series(n++));
    }
    return chart.xRange(0, 100).yFromZero();
  }
}
