package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over a common x axis. Not thread-safe. */
public final class LineChart implements Chart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int BAND_ALPHA = 60;

  private final XYChart chart;
  private final Set<Color> colors = new LinkedHashSet<>();

  /**
   * An empty chart with axis titles.
   *
   * @param title printed above the plot
   * @param xAxis the variable of the x axis and its unit
   * @param yAxis the variable of the y axis and its unit
   */
  public LineChart(String title, String xAxis, String yAxis) {
    this(title, xAxis, yAxis, WIDTH, HEIGHT);
  }

  LineChart(String title, String xAxis, String yAxis, int width, int height) {
    chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    ChartStyle.apply(chart.getStyler());
  }

  @Override
  public String title() {
    return chart.getTitle();
  }

  @Override
  public String altText() {
    return ChartStyle.altText(chart);
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    requireXRange();
    var canvas = Canvas.of(chart.getWidth(), chart.getHeight(), "", pixelRatio);
    chart.paint(canvas.graphics(), chart.getWidth(), chart.getHeight());
    return canvas.finish();
  }

  XYChart xchart() {
    return chart;
  }

  /**
   * Adds a line without markers. Lines of each further colour have another dash pattern.
   *
   * @param name unique in this chart
   * @param x (N), at least one value
   * @param y (N); NaN leaves a gap
   * @param color of the line
   * @return this chart
   */
  public LineChart add(String name, double[] x, double[] y, Color color) {
    colors.add(color);
    int n = List.copyOf(colors).indexOf(color);
    return add(name, x, ChartStyle.dashed(y, n), color, ChartStyle.stroke(n));
  }

  LineChart add(String name, double[] x, double[] y, Color color, BasicStroke stroke) {
    var series = series(name, x, y, XYSeriesRenderStyle.Line);
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setLineStyle(stroke);
    return this;
  }

  /** Adds a dashed line for comparison. */
  LineChart addDashed(String name, double[] x, double[] y) {
    var dashes = new float[] {6, 5};
    var stroke = new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
    return add(name, x, ChartStyle.dashed(y, 1), Palette.TEXT, stroke);
  }

  /** Fills the area between two lines, without a legend entry. */
  LineChart addBand(String name, double[] x, double[] low, double[] high, Color color) {
    int n = x.length;
    var outlineX = new double[2 * n];
    var outlineY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      outlineX[i] = x[i];
      outlineX[2 * n - 1 - i] = x[i];
      outlineY[i] = high[i];
      outlineY[2 * n - 1 - i] = low[i];
    }
    var series = series(name, outlineX, outlineY, XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(Palette.withAlpha(color, BAND_ALPHA));
    series.setLineColor(new Color(0, 0, 0, 0));
    series.setLineStyle(new BasicStroke(0));
    series.setShowInLegend(false);
    return this;
  }

  /**
   * Adds the mean of several runs, and the band from their minimum to their maximum.
   *
   * @param runs (R, N), the y values of each run
   */
  LineChart addRuns(String name, double[] x, double[][] runs, Color color) {
    if (runs.length > 1) {
      var low = ChartStyle.perPoint(x.length, runs, values -> values.min().orElseThrow());
      var high = ChartStyle.perPoint(x.length, runs, values -> values.max().orElseThrow());
      addBand(name + ", min to max", x, low, high, color);
    }
    var mean = ChartStyle.perPoint(x.length, runs, values -> values.average().orElseThrow());
    return add(name, x, mean, color);
  }

  /** Adds a series without markers; a single point has one. */
  XYSeries series(String name, double[] x, double[] y, XYSeriesRenderStyle style) {
    var series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(style);
    series.setMarker(x.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    return series;
  }

  /**
   * Adds a dashed horizontal line over the range of the x axis, and starts the y axis at 0.
   *
   * @param name unique in this chart
   * @param value at least 0
   * @return this chart
   */
  public LineChart horizontalLine(String name, double value) {
    requireXRange();
    double from = chart.getStyler().getXAxisMin();
    double to = chart.getStyler().getXAxisMax();
    addDashed(name, new double[] {from, to}, new double[] {value, value});
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendVisible(true);
    return this;
  }

  /**
   * Replaces the legend by the name of each line at its higher end, in its colour.
   *
   * @return this chart
   */
  public LineChart labelLines() {
    LineLabels.addTo(chart);
    return hideLegend();
  }

  /**
   * Puts the legend to the right of the plot.
   *
   * @return this chart
   */
  public LineChart legendOutside() {
    return legendAt(LegendPosition.OutsideE);
  }

  /**
   * Puts the legend below the plot, in one line.
   *
   * @return this chart
   */
  public LineChart legendBelow() {
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    return legendAt(LegendPosition.OutsideS);
  }

  LineChart legendAt(LegendPosition position) {
    chart.getStyler().setLegendPosition(position);
    return this;
  }

  /**
   * Removes the legend.
   *
   * @return this chart
   */
  public LineChart hideLegend() {
    chart.getStyler().setLegendVisible(false);
    return this;
  }

  /**
   * Sets the range of the x axis. Default: the range of the lines.
   *
   * @param from the lowest value, at the left
   * @param to the highest value, at the right
   * @return this chart
   */
  public LineChart xRange(double from, double to) {
    chart.getStyler().setXAxisMin(from);
    // a longer last interval, or XChart's ticks are at equally spaced points, round or not
    chart.getStyler().setXAxisMax(to + 0.0037 * (to - from));
    return this;
  }

  /**
   * Makes axes logarithmic. Values of y up to 0 leave a gap; those of x must be above 0.
   *
   * @param x whether the x axis is
   * @param y whether the y axis is
   * @return this chart
   */
  public LineChart logarithmic(boolean x, boolean y) {
    ChartStyle.logarithmic(chart, x, y);
    return this;
  }

  private void requireXRange() {
    var series = chart.getSeriesCollection();
    if (chart.getStyler().getXAxisMin() == null && !series.isEmpty()) {
      var x =
          series.stream()
              .flatMapToDouble(line -> DoubleStream.of(line.getXData()))
              .summaryStatistics();
      xRange(x.getMin(), x.getMax());
    }
  }

  /** Starts the y axis at 0. */
  LineChart yFromZero() {
    chart.getStyler().setYAxisMin(0.0);
    return this;
  }
}
