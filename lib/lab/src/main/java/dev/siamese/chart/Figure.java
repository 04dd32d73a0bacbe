package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all figures of the project have in common: size, fonts, white ground, and their file. */
public final class Figure {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final double NAME_ROOM = 0.09;

  private Figure() {}

  /** An empty chart of lines in the project's style. */
  public static XYChart lineChart(String title, String xAxis, String yAxis) {
    return lineChart(title, xAxis, yAxis, WIDTH, HEIGHT);
  }

  static XYChart lineChart(String title, String xAxis, String yAxis, int width, int height) {
    var chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    style(chart.getStyler());
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    return chart;
  }

  /** Adds a line without markers. */
  public static void addLine(XYChart chart, String name, double[] x, double[] y, Color color) {
    var series = chart.addSeries(name, x, y);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Adds a dashed line, for something to compare with. */
  static void addDashedLine(XYChart chart, String name, double[] x, double[] y) {
    addLine(chart, name, x, y, Palette.TEXT);
    var dashes = new float[] {6, 5};
    var stroke = new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
    chart.getSeries(name).setLineStyle(stroke);
  }

  /** Fills what lies between two lines, lightly and without a legend. */
  static void addBand(
      XYChart chart, String name, double[] x, double[] low, double[] high, Color color) {
    int n = x.length;
    var outlineX = new double[2 * n];
    var outlineY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      outlineX[i] = x[i];
      outlineX[2 * n - 1 - i] = x[i];
      outlineY[i] = high[i];
      outlineY[2 * n - 1 - i] = low[i];
    }
    var series = chart.addSeries(name, outlineX, outlineY);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 60));
    series.setLineColor(new Color(0, 0, 0, 0));
    series.setLineStyle(new BasicStroke(0));
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  /** Puts the legend on the right of a chart, where it covers no line. */
  public static XYChart legendOutside(XYChart chart) {
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    return chart;
  }

  /**
   * Marks a value, at least 0, by a dashed line from one end of a chart with other lines to the
   * other, and lets the upright axis begin at 0: how far above it the lines stay can be seen then.
   */
  public static XYChart horizontalLine(XYChart chart, String name, double value) {
    double from = chart.getStyler().getXAxisMin();
    double to = chart.getStyler().getXAxisMax();
    addDashedLine(chart, name, new double[] {from, to}, new double[] {value, value});
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendVisible(true);
    return chart;
  }

  /** Writes the name of every line at its higher end, in its colour, in place of the legend. */
  public static XYChart labelLines(XYChart chart) {
    var heights =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(series -> DoubleStream.of(series.getYData()))
            .filter(Double::isFinite)
            .summaryStatistics();
    double room = NAME_ROOM * (heights.getMax() - heights.getMin()); // for the name of the highest
    if (room > 0 && Double.isFinite(room)) {
      chart.getStyler().setYAxisMax(heights.getMax() + room);
    }
    chart.addAnnotation(LineLabels.of(chart));
    chart.getStyler().setLegendVisible(false);
    return chart;
  }

  /**
   * Lets the axis begin and end at given values.
   *
   * <p>XChart puts its marks on the data if the points are equally spaced, at whatever values those
   * are. A last stretch of another length keeps the marks on round numbers.
   */
  public static void setXRange(XYChart chart, double from, double to) {
    chart.getStyler().setXAxisMin(from);
    chart.getStyler().setXAxisMax(to + 0.0037 * (to - from));
  }

  static void style(AxesChartStyler styler) {
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
    styler.setLegendPosition(Styler.LegendPosition.InsideNE);
    styler.setLegendBackgroundColor(new Color(255, 255, 255, 210));
    styler.setChartPadding(12);
    styler.setDecimalPattern("#,##0.###");
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setYAxisTickMarkSpacingHint(56);
  }

  /** A chart as a picture of its own size. */
  public static BufferedImage toImage(Chart<?, ?> chart) {
    return BitmapEncoder.getBufferedImage(chart);
  }

  /** Pictures in a row, on white. */
  public static BufferedImage hstack(BufferedImage... pictures) {
    int width = Arrays.stream(pictures).mapToInt(BufferedImage::getWidth).sum();
    int height = Arrays.stream(pictures).mapToInt(BufferedImage::getHeight).max().orElse(1);
    var row = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = row.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    int x = 0;
    for (var picture : pictures) {
      pen.drawImage(picture, x, (height - picture.getHeight()) / 2, null);
      x += picture.getWidth();
    }
    pen.dispose();
    return row;
  }

  /** Writes a chart as PNG; missing folders are made. */
  public static void save(Chart<?, ?> chart, Path file) {
    save(toImage(chart), file);
  }

  /** Writes a picture as PNG; missing folders are made. */
  public static void save(BufferedImage picture, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(picture, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the picture " + file, e);
    }
  }

  /** A picture as PNG in Base64, as HTML and notebooks embed it. */
  public static String base64(BufferedImage picture) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a picture as PNG", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
