package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** Fonts, colours and spacing of XChart charts. */
final class ChartStyle {

  private ChartStyle() {}

  private static final int MANY_POINTS = 80;
  private static final int PLOT_WIDTH = 600; // about, in pixels

  private static final float[][] DASHES = {
    null, {10, 5}, {3, 4}, {12, 4, 3, 4}, {20, 5}, {6, 3}, {16, 4, 3, 4, 3, 4}
  };

  /** The stroke of the lines in the n-th colour: solid, then dashed in several patterns. */
  static BasicStroke stroke(int n) {
    return new BasicStroke(
        2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES[n % DASHES.length], 0);
  }

  /** The title, the axes and the names of the lines. */
  static String altText(XYChart chart) {
    var axes = "%s over %s".formatted(chart.getYAxisTitle(), chart.getXAxisTitle());
    return chart.getSeriesCollection().stream()
        .filter(XYSeries::isShowInLegend)
        .map(XYSeries::getName)
        .collect(
            Collectors.joining("; ", "Line chart. %s: %s. ".formatted(chart.getTitle(), axes), ""));
  }

  /**
   * The values of a line in the n-th colour with gaps, if it has many points: XChart begins the
   * dashes anew at each of them, which makes such a line solid.
   */
  static double[] dashed(double[] y, int n) {
    var pattern = DASHES[n % DASHES.length];
    if (pattern == null || y.length <= MANY_POINTS) {
      return y;
    }
    int on = Math.max(2, Math.round(y.length * pattern[0] / PLOT_WIDTH));
    int off = Math.max(2, Math.round(y.length * pattern[1] / PLOT_WIDTH));
    var gaps = y.clone();
    for (int i = on; i < y.length - on; i++) {
      if (i % (on + off) >= on) {
        gaps[i] = Double.NaN;
      }
    }
    return gaps;
  }

  /** A statistic of the y values of several runs (R, N) at each of N points. */
  static double[] perPoint(int points, double[][] runs, ToDoubleFunction<DoubleStream> statistic) {
    return IntStream.range(0, points)
        .mapToDouble(i -> statistic.applyAsDouble(Arrays.stream(runs).mapToDouble(run -> run[i])))
        .toArray();
  }

  /** Fractions as percentages. */
  static double[] percent(double[] fractions) {
    return DoubleStream.of(fractions).map(fraction -> 100 * fraction).toArray();
  }

  static void apply(XYStyler styler) {
    styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTickMarksColor(Palette.GRID);
    styler.setAxisTickLabelsColor(Palette.TEXT);
    styler.setChartFontColor(Palette.TEXT);
    styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setChartTitleBoxVisible(false);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.InsideNE);
    styler.setLegendBackgroundColor(new Color(255, 255, 255, 210));
    styler.setChartPadding(12);
    styler.setDecimalPattern("#,##0.###");
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setYAxisTickMarkSpacingHint(56);
  }

  /** Makes axes logarithmic; values of y that have no place on one become gaps. */
  static void logarithmic(XYChart chart, boolean x, boolean y) {
    chart.getStyler().setXAxisLogarithmic(x);
    chart.getStyler().setYAxisLogarithmic(y);
    for (var series : y ? List.copyOf(chart.getSeriesCollection()) : List.<XYSeries>of()) {
      var values = DoubleStream.of(series.getYData()).map(v -> v > 0 ? v : Double.NaN).toArray();
      chart.updateXYSeries(series.getName(), series.getXData(), values, null);
    }
  }
}
