package dev.siamese.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.Table;

/**
 * Training histories over the training step: the mean over the runs of each name, with a band from
 * the minimum to the maximum. Runs are cut to the shortest of their name.
 */
public final class TrainingCurves {

  private static final int START = 5; // steps whose mean loss is 1
  private static final String STEP = "training step";

  private TrainingCurves() {}

  /**
   * The loss divided by its mean over the first steps, since losses of different kinds have
   * different scales.
   *
   * @param runs for each name the histories' tables of steps, with the columns {@code step} and
   *     {@code loss}
   * @return a line for each name, the mean of its runs
   */
  public static LineChart loss(Map<String, List<Table>> runs) {
    var chart = new LineChart("Training loss", STEP, "loss relative to the first steps");
    return add(chart, runs, "loss", TrainingCurves::relativeToStart).yFromZero();
  }

  /**
   * The validation error in percent.
   *
   * @param runs for each name the histories' tables of epochs, with the columns {@code step} and
   *     {@code validation_error}
   * @return a line for each name, the mean of its runs
   */
  public static LineChart validationError(Map<String, List<Table>> runs) {
    var chart = new LineChart("Validation error", STEP, "one-shot error (%)");
    return add(chart, runs, "validation_error", ChartStyle::percent).yFromZero();
  }

  /**
   * Any column, such as {@code effective_rank} or {@code active_fraction}.
   *
   * @param column of the tables of epochs
   * @param runs for each name the histories' tables of epochs
   * @return a line for each name, the mean of its runs
   */
  public static LineChart ofColumn(String column, Map<String, List<Table>> runs) {
    var name = column.replace('_', ' ');
    return add(new LineChart("Validation: " + name, STEP, name), runs, column, values -> values);
  }

  /**
   * The mean distances of same and of different pairs of the validation classes in one run.
   *
   * @param epochs a history's table of epochs
   * @return a line for either kind of pair
   */
  public static LineChart pairDistances(Table epochs) {
    var x = epochs.numberColumn("step").asDoubleArray();
    var negative = epochs.numberColumn("negative_distance").asDoubleArray();
    var positive = epochs.numberColumn("positive_distance").asDoubleArray();
    return new LineChart("Validation: distances of pairs", STEP, "mean distance")
        .add("different", x, negative, Palette.DIFFERENT)
        .add("same", x, positive, Palette.SAME)
        .xRange(0, DoubleStream.of(x).max().orElse(1))
        .yFromZero();
  }

  private static LineChart add(
      LineChart chart,
      Map<String, List<Table>> runs,
      String column,
      UnaryOperator<double[]> scale) {
    int n = 0;
    double last = 1;
    for (var run : runs.entrySet()) {
      var tables = run.getValue();
      int length = tables.stream().mapToInt(Table::rowCount).min().orElse(0);
      if (length > 0) {
        var steps = tables.get(0).numberColumn("step").asDoubleArray();
        var x = Arrays.copyOf(steps, length);
        var values =
            tables.stream()
                .map(table -> scale.apply(table.numberColumn(column).asDoubleArray()))
                .toArray(double[][]::new);
        chart.addRuns(run.getKey(), x, values, Palette.series(n));
        last = Math.max(last, x[length - 1]);
      }
      n++;
    }
    chart.xRange(0, last).legendOutside();
    return runs.size() > 1 ? chart : chart.hideLegend();
  }

  private static double[] relativeToStart(double[] losses) {
    double start = DoubleStream.of(losses).limit(START).average().orElse(1);
    return DoubleStream.of(smoothed(losses)).map(loss -> loss / (start > 0 ? start : 1)).toArray();
  }

  /** The moving average over 1/50 of the steps to each side. */
  static double[] smoothed(double[] values) {
    int halfWidth = values.length / 50;
    var smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - halfWidth);
      int to = Math.min(values.length, i + halfWidth + 1);
      for (int k = from; k < to; k++) {
        smooth[i] += values[k] / (to - from);
      }
    }
    return smooth;
  }
}
