package dev.siamese.chart;

import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import tech.tablesaw.api.Table;

/**
 * ROC curves of verification: the same pairs that are accepted, against the different pairs that
 * are accepted with them. The rates of interest are small, so that their axis is logarithmic.
 */
public final class RocCurves {

  /** The least false accept rate that is shown, in percent. */
  private static final double MIN_FAR_PERCENT = 0.1;

  private static final int POINTS = 200;

  private RocCurves() {}

  /**
   * One curve per table, and, dashed, where both error rates are equal: a curve crosses it at its
   * equal error rate.
   *
   * @param rocs for each curve's name a table with the columns {@code false_accept} and {@code
   *     true_accept}, ascending, from 0 to 1
   */
  public static XYChart of(String title, Map<String, Table> rocs) {
    var chart = Figure.lineChart(title, "false accept rate in %", "true accept rate in %");
    var rates =
        DoubleStream.iterate(0, i -> i + 1)
            .limit(POINTS + 1)
            .map(i -> MIN_FAR_PERCENT * Math.pow(100 / MIN_FAR_PERCENT, i / POINTS))
            .toArray();
    int n = 0;
    for (var roc : rocs.entrySet()) {
      var accepted = roc.getValue().doubleColumn("false_accept").asDoubleArray();
      var kept = roc.getValue().doubleColumn("true_accept").asDoubleArray();
      var y = DoubleStream.of(rates).map(rate -> 100 * at(rate / 100, accepted, kept)).toArray();
      Figure.addLine(chart, roc.getKey(), rates, y, Palette.series(n++));
    }
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisMin(MIN_FAR_PERCENT);
    chart.getStyler().setXAxisMax(100.0);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(100.0);
    var equal = DoubleStream.of(rates).map(rate -> 100 - rate).toArray();
    Figure.addDashedLine(chart, "equal error rates", rates, equal);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
    return chart;
  }

  /** The curve's height between two of its corners, which straight lines join. */
  private static double at(double rate, double[] accepted, double[] kept) {
    int next = 1;
    while (next < accepted.length - 1 && accepted[next] <= rate) {
      next++;
    }
    double width = accepted[next] - accepted[next - 1];
    double part = width == 0 ? 1 : Math.min(1, (rate - accepted[next - 1]) / width);
    return kept[next - 1] + part * (kept[next] - kept[next - 1]);
  }
}
