package dev.siamese.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Annotation;

/** The names of a chart's lines, each in its colour at the higher end of its line. */
final class LineLabels extends Annotation {

  private static final int HEIGHT = 17;
  private static final double ROOM = 0.09; // fraction of the y range

  private final List<Label> labels;

  private record Label(String text, double x, double y, Color color) {}

  private LineLabels(List<Label> labels) {
    super(false);
    this.labels = labels;
  }

  /** Labels the lines that have a legend entry, and makes room above the highest line. */
  static void addTo(XYChart chart) {
    var heights =
        chart.getSeriesCollection().stream()
            .flatMapToDouble(series -> DoubleStream.of(series.getYData()))
            .filter(Double::isFinite)
            .summaryStatistics();
    double room = ROOM * (heights.getMax() - heights.getMin());
    if (room > 0 && Double.isFinite(room)) {
      chart.getStyler().setYAxisMax(heights.getMax() + room);
    }
    chart.addAnnotation(of(chart));
  }

  private static LineLabels of(XYChart chart) {
    return new LineLabels(
        chart.getSeriesCollection().stream()
            .filter(series -> series.isShowInLegend() && series.getXData().length > 0)
            .map(
                series -> {
                  var x = series.getXData();
                  var y = series.getYData();
                  int end = y[0] > y[y.length - 1] ? 0 : y.length - 1;
                  return new Label(series.getName(), x[end], y[end], series.getLineColor());
                })
            .sorted(Comparator.comparingDouble(Label::y))
            .toList());
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setFont(Canvas.BOLD.deriveFont(13f));
    bounds = new Rectangle2D.Double();
    int top = getYAxisScreenValueForMin(); // y pixels grow downwards
    int lowest = getYAxisScreenValueForMax() - 4;
    int freeLeft = lowest; // labels are placed upwards, so that none covers another
    int freeRight = lowest;
    int middle = (getXAxisScreenValueForMin() + getXAxisScreenValueForMax()) / 2;
    for (var label : labels) {
      int width = graphics.getFontMetrics().stringWidth(label.text);
      int x = getXAxisScreenValue(label.x);
      boolean onLeft = x < middle;
      int left = onLeft ? x + 6 : x - 10 - width;
      int free = onLeft ? freeLeft : freeRight;
      int baseline = Math.min(free, getYAxisScreenValue(label.y) - 7);
      baseline = Math.max(baseline, top + HEIGHT - 3);
      graphics.setColor(new Color(255, 255, 255, 200));
      graphics.fillRect(left - 2, baseline - HEIGHT + 4, width + 4, HEIGHT);
      graphics.setColor(label.color);
      graphics.drawString(label.text, left, baseline);
      if (onLeft) {
        freeLeft = baseline - HEIGHT;
      } else {
        freeRight = baseline - HEIGHT;
      }
    }
  }
}
