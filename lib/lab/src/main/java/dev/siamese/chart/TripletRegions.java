package dev.siamese.chart;

import dev.siamese.metrics.EmbeddingStatistics.Histogram;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A scatter plot of triplets by their distances, divided into the regions of Schroff, Kalenichenko
 * and Philbin 2015: hard (the negative is closer than the positive), semi-hard (it is farther, but
 * by less than the margin) and easy (the loss is 0).
 */
public final class TripletRegions {

  private static final int SIZE = 600;
  private static final int MAX_POINTS = 1000;
  private static final int POINT_ALPHA = 120;
  private static final List<String> REGIONS = List.of("hard", "semi-hard", "easy");

  /** The colours of these miners in charts of all, semi-hard, hard and easy mining. */
  private static final List<Color> COLORS =
      List.of(Palette.series(2), Palette.series(1), Palette.series(3));

  private TripletRegions() {}

  /**
   * Draws at most about 1,000 of the triplets; the legend gives the fraction of all in each region.
   *
   * @param title printed above the plot
   * @param positive anchor–positive distance of each triplet, at least one
   * @param negative anchor–negative distance of each triplet
   * @param margin of the loss, above 0
   * @return one point per triplet: its negative over its positive distance
   */
  public static LineChart of(String title, float[] positive, float[] negative, double margin) {
    return of(title, positive, negative, margin, Histogram.max(positive, negative));
  }

  /**
   * The same with given axes, so that two plots compare.
   *
   * @param title printed above the plot
   * @param positive anchor–positive distance of each triplet, at least one
   * @param negative anchor–negative distance of each triplet
   * @param margin of the loss, above 0
   * @param max end of both axes, which start at 0
   * @return one point per triplet: its negative over its positive distance
   */
  public static LineChart of(
      String title, float[] positive, float[] negative, double margin, double max) {
    var chart =
        new LineChart(
            title, "anchor–positive distance", "anchor–negative distance", SIZE, SIZE + 30);
    var fractions = fractions(positive, negative, margin);
    for (int region = 0; region < REGIONS.size(); region++) {
      addPoints(chart, positive, negative, margin, region);
      addLegendEntry(chart, region, fractions[region]);
    }
    addBoundary(chart, "negative = positive", max, 0);
    addBoundary(chart, "negative = positive + margin", max, margin);
    chart.xRange(0, max).yFromZero().legendAt(LegendPosition.OutsideS);
    chart.xchart().getStyler().setYAxisMax(max);
    chart.xchart().getStyler().setLegendLayout(LegendLayout.Horizontal);
    return chart;
  }

  private static double[] fractions(float[] positive, float[] negative, double margin) {
    var fractions = new double[REGIONS.size()];
    for (int i = 0; i < positive.length; i++) {
      fractions[region(positive[i], negative[i], margin)] += 1.0 / positive.length;
    }
    return fractions;
  }

  /** The index of a triplet's region in {@link #REGIONS}. */
  private static int region(float positive, float negative, double margin) {
    return negative <= positive ? 0 : negative <= positive + margin ? 1 : 2;
  }

  private static void addPoints(
      LineChart chart, float[] positive, float[] negative, double margin, int region) {
    int step = Math.max(1, positive.length / MAX_POINTS);
    var x = DoubleStream.builder();
    var y = DoubleStream.builder();
    for (int i = 0; i < positive.length; i += step) {
      if (region(positive[i], negative[i], margin) == region) {
        x.add(positive[i]);
        y.add(negative[i]);
      }
    }
    x.add(0); // an invisible point, since XChart refuses empty series
    y.add(Double.NaN);
    var series =
        chart.series(
            REGIONS.get(region),
            x.build().toArray(),
            y.build().toArray(),
            XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(Palette.withAlpha(COLORS.get(region), POINT_ALPHA));
    series.setShowInLegend(false);
    chart.xchart().getStyler().setMarkerSize(6);
  }

  /** Adds an invisible point in the opaque colour, since the others are translucent. */
  private static void addLegendEntry(LineChart chart, int region, double fraction) {
    var name = String.format(Locale.ROOT, "%s %.1f %%", REGIONS.get(region), 100 * fraction);
    double[] none = {Double.NaN};
    var series = chart.series(name, new double[] {0}, none, XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(COLORS.get(region));
  }

  private static void addBoundary(LineChart chart, String name, double max, double margin) {
    var x = new double[] {0, max - margin};
    chart.add(name, x, new double[] {margin, max}, Palette.TEXT, new BasicStroke(1.4f));
    chart.xchart().getSeries(name).setShowInLegend(false);
  }
}
