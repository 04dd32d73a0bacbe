package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How the distances of same and of different pairs are spread. Where the two overlap, no threshold
 * can tell them apart.
 */
public final class DistanceHistogram {

  private static final int BINS = 60;

  private DistanceHistogram() {}

  /**
   * Draws both as shares of their kind, so that the few same pairs are as visible as the many
   * different ones.
   *
   * @param same distances of same pairs, at least one
   * @param different distances of different pairs, at least one
   */
  public static XYChart of(String title, float[] same, float[] different) {
    var chart = Figure.lineChart(title, "distance", "share of pairs in %");
    double top = Math.max(largest(same), largest(different));
    double width = top > 0 ? top / BINS : 1;
    add(chart, "different", different, width, Palette.DIFFERENT);
    add(chart, "same", same, width, Palette.SAME);
    Figure.setXRange(chart, 0, width * BINS);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private static double largest(float[] distances) {
    double largest = 0;
    for (float distance : distances) {
      largest = Math.max(largest, distance);
    }
    return largest;
  }

  private static void add(
      XYChart chart, String name, float[] distances, double width, Color color) {
    var share = new double[BINS];
    for (float distance : distances) {
      share[(int) Math.max(0, Math.min(BINS - 1, distance / width))] += 100.0 / distances.length;
    }
    // the outline of the bars: two points for each
    var x = new double[2 * BINS];
    var y = new double[2 * BINS];
    Arrays.setAll(x, i -> width * ((i + 1) / 2));
    Arrays.setAll(y, i -> share[i / 2]);
    var fill = new Color(color.getRed(), color.getGreen(), color.getBlue(), 110);
    var series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
    series.setFillColor(fill);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(1.6f));
    series.setMarker(SeriesMarkers.NONE);
  }
}
