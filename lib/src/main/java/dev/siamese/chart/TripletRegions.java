package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Triplets as points: how far the positive is from the anchor, and how far the negative. Two lines
 * part the plane into what Schroff, Kalenichenko and Philbin 2015 call hard (the negative is nearer
 * than the positive), semi-hard (it is farther, but not by the margin) and easy (the loss is 0).
 */
public final class TripletRegions {

  private static final int SIDE = 500;
  private static final int POINTS = 3000;
  private static final Color HARD = Palette.DIFFERENT;
  private static final Color SEMI_HARD = new Color(0xE69F00);
  private static final Color EASY = Palette.SAME;

  private TripletRegions() {}

  /**
   * Draws triplets, of many only some, with the share of each region among all.
   *
   * @param positive distance of each triplet's anchor to its positive, at least one
   * @param negative distance of each triplet's anchor to its negative
   * @param margin of the loss, above 0
   */
  public static XYChart of(String title, float[] positive, float[] negative, double margin) {
    var chart =
        Figure.lines(
            title, "distance to the positive", "distance to the negative", SIDE, SIDE + 30);
    double top = 0;
    for (int i = 0; i < positive.length; i++) {
      top = Math.max(top, Math.max(positive[i], negative[i]));
    }
    var shares = shares(positive, negative, margin);
    var names = new String[] {"hard", "semi-hard", "easy"};
    var colors = new Color[] {HARD, SEMI_HARD, EASY};
    for (int region = 0; region < names.length; region++) {
      var name = String.format(Locale.ROOT, "%s %.1f %%", names[region], 100 * shares[region]);
      points(chart, name, positive, negative, margin, region, colors[region]);
    }
    boundary(chart, "equally far", top, 0);
    boundary(chart, "farther by the margin", top, margin);
    Figure.fitX(chart, 0, top);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(top);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    return chart;
  }

  private static double[] shares(float[] positive, float[] negative, double margin) {
    var shares = new double[3];
    for (int i = 0; i < positive.length; i++) {
      shares[region(positive[i], negative[i], margin)] += 1.0 / positive.length;
    }
    return shares;
  }

  /** 0 where the negative is no farther than the positive, 1 up to the margin, 2 beyond. */
  private static int region(float positive, float negative, double margin) {
    return negative <= positive ? 0 : negative <= positive + margin ? 1 : 2;
  }

  private static void points(
      XYChart chart,
      String name,
      float[] positive,
      float[] negative,
      double margin,
      int region,
      Color color) {
    int step = Math.max(1, positive.length / POINTS);
    var x = DoubleStream.builder();
    var y = DoubleStream.builder();
    for (int i = 0; i < positive.length; i += step) {
      if (region(positive[i], negative[i], margin) == region) {
        x.add(positive[i]);
        y.add(negative[i]);
      }
    }
    x.add(0); // a point that is not drawn: an empty region stands in the legend too
    y.add(Double.NaN);
    var series = chart.addSeries(name, x.build().toArray(), y.build().toArray());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 120));
    chart.getStyler().setMarkerSize(4);
  }

  private static void boundary(XYChart chart, String name, double top, double margin) {
    Figure.line(
        chart, name, new double[] {0, top - margin}, new double[] {margin, top}, Palette.TEXT);
    var series = chart.getSeries(name);
    series.setLineStyle(new BasicStroke(1.4f));
    series.setShowInLegend(false);
  }
}
