package dev.siamese.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

/**
 * Curves over the steps of training, one for each loss: the mean over its runs, in a band from the
 * least to the greatest of them if there are several. A single curve needs no legend.
 */
public final class TrainingCurves {

  private TrainingCurves() {}

  /**
   * The loss by step, each relative to where it began: losses of different kinds have different
   * scales, and only their shapes can be compared.
   *
   * @param runs for each curve's name the histories' tables of steps, with the columns {@code step}
   *     and {@code loss}
   */
  public static XYChart loss(Map<String, List<Table>> runs) {
    var chart =
        Figure.lineChart("Training loss", "training step", "loss, relative to the first steps");
    draw(chart, runs, "loss", TrainingCurves::relativeToStart);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  /**
   * The validation error by step, in percent.
   *
   * @param runs for each curve's name the histories' tables of epochs, with the columns {@code
   *     step} and {@code validation_error}
   */
  public static XYChart validationError(Map<String, List<Table>> runs) {
    var chart =
        Figure.lineChart("One-shot error on held-out classes", "training step", "error in %");
    draw(chart, runs, "validation_error", TrainingCurves::toPercent);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  /**
   * Any column of the histories' tables of epochs by step, such as {@code effective_rank} or {@code
   * active_fraction}: what the training was like from inside.
   *
   * @param runs for each curve's name the histories' tables of epochs
   */
  public static XYChart ofColumn(String column, Map<String, List<Table>> runs) {
    var name = column.replace('_', ' ');
    var chart = Figure.lineChart("Held-out classes: " + name, "training step", name);
    draw(chart, runs, column, values -> values);
    return chart;
  }

  /**
   * How same and different pairs of held-out classes part while one run goes on: their mean
   * distances by step.
   *
   * @param epochs a history's table of epochs
   */
  public static XYChart pairDistances(Table epochs) {
    var chart = Figure.lineChart("Distances on held-out classes", "training step", "mean distance");
    var x = epochs.numberColumn("step").asDoubleArray();
    var different = epochs.numberColumn("negative_distance").asDoubleArray();
    Figure.addLine(chart, "different", x, different, Palette.DIFFERENT);
    var same = epochs.numberColumn("positive_distance").asDoubleArray();
    Figure.addLine(chart, "same", x, same, Palette.SAME);
    Figure.setXRange(chart, 0, DoubleStream.of(x).max().orElse(1));
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private interface Scale {
    double[] of(double[] values);
  }

  private static void draw(
      XYChart chart, Map<String, List<Table>> runs, String column, Scale scale) {
    int n = 0;
    double last = 1;
    for (var run : runs.entrySet()) {
      var tables = run.getValue();
      int length = tables.stream().mapToInt(Table::rowCount).min().orElse(0);
      if (length > 0) {
        var x = first(length, tables.get(0).numberColumn("step").asDoubleArray());
        var values =
            tables.stream()
                .map(table -> scale.of(table.numberColumn(column).asDoubleArray()))
                .toArray(double[][]::new);
        if (values.length > 1) {
          band(chart, run.getKey(), x, values, Palette.series(n));
        }
        Figure.addLine(chart, run.getKey(), x, mean(values, length), Palette.series(n));
        last = Math.max(last, x[length - 1]);
      }
      n++;
    }
    Figure.setXRange(chart, 0, last);
    Figure.legendOutside(chart);
    chart.getStyler().setLegendVisible(runs.size() > 1);
  }

  private static void band(XYChart chart, String name, double[] x, double[][] values, Color color) {
    var least =
        IntStream.range(0, x.length).mapToDouble(i -> across(values, i).min().orElseThrow());
    var most = IntStream.range(0, x.length).mapToDouble(i -> across(values, i).max().orElseThrow());
    var band = name + ", least to greatest";
    Figure.addBand(chart, band, x, least.toArray(), most.toArray(), color);
  }

  private static DoubleStream across(double[][] values, int at) {
    return DoubleStream.of(Arrays.stream(values).mapToDouble(run -> run[at]).toArray());
  }

  private static double[] mean(double[][] values, int length) {
    var mean = new double[length];
    for (int i = 0; i < length; i++) {
      mean[i] = across(values, i).average().orElseThrow();
    }
    return mean;
  }

  private static double[] first(int length, double[] values) {
    return Arrays.copyOf(values, length);
  }

  private static double[] toPercent(double[] shares) {
    return DoubleStream.of(shares).map(share -> 100 * share).toArray();
  }

  /** Smoothed, and divided by the mean of the first steps. */
  private static double[] relativeToStart(double[] losses) {
    int start = Math.min(losses.length, 5);
    double first = DoubleStream.of(losses).limit(start).average().orElse(1);
    return DoubleStream.of(smoothed(losses)).map(loss -> loss / (first > 0 ? first : 1)).toArray();
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
