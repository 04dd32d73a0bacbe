package dev.siamese.chart;

import dev.siamese.metrics.PairDistances.RocCurve;
import java.util.Map;
import java.util.stream.DoubleStream;

/** ROC curves of verification, with a logarithmic axis of the false accept rate. */
public final class RocCurves {

  private static final double MIN_FAR_PERCENT = 0.1;
  private static final int POINTS = 200;

  private RocCurves() {}

  /**
   * Each curve crosses the dashed line at its equal error rate.
   *
   * @param title printed above the plot
   * @param rocs the curves by name
   * @return the true over the false accept rate, in percent
   */
  public static LineChart of(String title, Map<String, RocCurve> rocs) {
    var chart = new LineChart(title, "false accept rate (%)", "true accept rate (%)");
    var rates =
        DoubleStream.iterate(0, i -> i + 1)
            .limit(POINTS + 1)
            .map(i -> MIN_FAR_PERCENT * Math.pow(100 / MIN_FAR_PERCENT, i / POINTS))
            .toArray();
    int n = 0;
    for (var roc : rocs.entrySet()) {
      var far = roc.getValue().far();
      var tar = roc.getValue().tar();
      var y = DoubleStream.of(rates).map(rate -> 100 * interpolate(rate / 100, far, tar)).toArray();
      chart.add(roc.getKey(), rates, y, Palette.series(n++));
    }
    var equal = DoubleStream.of(rates).map(rate -> 100 - rate).toArray();
    chart.addDashed("equal error rate", rates, equal).legendBelow();
    var styler = chart.xchart().getStyler();
    styler.setXAxisLogarithmic(true);
    styler.setXAxisMin(MIN_FAR_PERCENT);
    styler.setXAxisMax(100.0);
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(100.0);
    return chart;
  }

  /** The true accept rate at a false accept rate, linearly interpolated. */
  private static double interpolate(double rate, double[] far, double[] tar) {
    int next = 1;
    while (next < far.length - 1 && far[next] <= rate) {
      next++;
    }
    double width = far[next] - far[next - 1];
    double part = width == 0 ? 1 : Math.min(1, (rate - far[next - 1]) / width);
    return tar[next - 1] + part * (tar[next] - tar[next - 1]);
  }
}
