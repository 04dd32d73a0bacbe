package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
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
  private static final List<String> REGIONS = List.of("hard", "semi-hard", "easy");

  /** Those of the curves of mining, in the order of its kinds: all, semi-hard, hard, easy. */
  private static final List<Color> COLORS =
      List.of(Palette.series(2), Palette.series(1), Palette.series(3));

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
        Figure.lineChart(
            title, "distance to the positive", "distance to the negative", SIDE, SIDE + 30);
    double top = 0;
    for (int i = 0; i < positive.length; i++) {
      top = Math.max(top, Math.max(positive[i], negative[i]));
    }
    var shares = fractions(positive, negative, margin);
    for (int region = 0; region < REGIONS.size(); region++) {
      points(chart, positive, negative, margin, region);
      legend(chart, region, shares[region]);
    }
    boundary(chart, "equally far", top, 0);
    boundary(chart, "farther by the margin", top, margin);
    Figure.setXRange(chart, 0, top);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(top);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    return chart;
  }

  private static double[] fractions(float[] positive, float[] negative, double margin) {
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
      XYChart chart, float[] positive, float[] negative, double margin, int region) {
    int step = Math.max(1, positive.length / POINTS);
    var x = DoubleStream.builder();
    var y = DoubleStream.builder();
    for (int i = 0; i < positive.length; i += step) {
      if (region(positive[i], negative[i], margin) == region) {
        x.add(positive[i]);
        y.add(negative[i]);
      }
    }
    x.add(0); // a point that is not drawn: a region may be empty, a series may not
    y.add(Double.NaN);
    var series = chart.addSeries(REGIONS.get(region), x.build().toArray(), y.build().toArray());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    var color = COLORS.get(region);
    series.setMarkerColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 120));
    series.setShowInLegend(false);
    chart.getStyler().setMarkerSize(4);
  }

  /** Points are too small to show their colour in a legend: a line without an end stands there. */
  private static void legend(XYChart chart, int region, double share) {
    var name = String.format(Locale.ROOT, "%s %.1f %%", REGIONS.get(region), 100 * share);
    Figure.addLine(chart, name, new double[] {0}, new double[] {Double.NaN}, COLORS.get(region));
  }

  private static void boundary(XYChart chart, String name, double top, double margin) {
    Figure.addLine(
        chart, name, new double[] {0, top - margin}, new double[] {margin, top}, Palette.TEXT);
    var series = chart.getSeries(name);
    series.setLineStyle(new BasicStroke(1.4f));
    series.setShowInLegend(false);
  }
}
