package dev.siamese.chart;

import java.util.Map;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Curves over the steps of training, one for each run. */
public final class Curves {

  private Curves() {}

  /**
   * The loss by step. Losses of different kinds have different scales: compare shapes, not heights.
   *
   * @param steps tables with the columns {@code step} and {@code loss}, by the curve's name
   */
  public static XYChart loss(Map<String, Table> steps) {
    var chart = Figure.lines("Training loss", "training step", "loss");
    int n = 0;
    for (var run : steps.entrySet()) {
      var x = run.getValue().numberColumn("step").asDoubleArray();
      var y = smoothed(run.getValue().numberColumn("loss").asDoubleArray());
      Figure.line(chart, run.getKey(), x, y, Palette.series(n++));
    }
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  /**
   * The validation error by step, in percent.
   *
   * @param epochs tables with the columns {@code step} and {@code validation_error}, by the curve's
   *     name
   */
  public static XYChart validationError(Map<String, Table> epochs) {
    var chart = Figure.lines("One-shot error on held-out classes", "training step", "error in %");
    int n = 0;
    for (var run : epochs.entrySet()) {
      NumericColumn<?> error = run.getValue().numberColumn("validation_error");
      Figure.line(
          chart,
          run.getKey(),
          run.getValue().numberColumn("step").asDoubleArray(),
          error.multiply(100).asDoubleArray(),
          Palette.series(n++));
    }
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  /** A running mean over a fiftieth of the curve to both sides: single batches jump about. */
  static double[] smoothed(double[] values) {
    int reach = values.length / 50;
    var smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - reach);
      int to = Math.min(values.length, i + reach + 1);
      for (int k = from; k < to; k++) {
        smooth[i] += values[k] / (to - from);
      }
    }
    return smooth;
  }
}
