package dev.siamese.chart;

import dev.siamese.metrics.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values with intervals of several series as markers in rows above a common axis.
 *
 * <p>Not thread-safe.
 */
public final class DotPlot implements Chart {

  private static final int WIDTH = 720;
  private static final int LINE = 16; // height of a marker's line
  private static final int MARGIN = 14;
  private static final int TOP = 62; // of title and legend
  private static final int BOTTOM = 48; // of the axis
  private static final List<Shape> MARKERS = markers();

  private final String title;
  private final String axis;
  private final Map<String, Map<String, Interval>> rows = new LinkedHashMap<>();
  private final List<String> series = new ArrayList<>();

  /**
   * An empty plot.
   *
   * @param title printed above the plot
   * @param axis the name of the values, with their unit
   */
  public DotPlot(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Adds a value.
   *
   * @param row its row, which is added below the others if it is new
   * @param of its series, which has one colour and marker in all rows
   * @param value with its interval, at least 0, in the unit of the axis
   * @return this plot
   */
  public DotPlot add(String row, String of, Interval value) {
    if (!series.contains(of)) {
      series.add(of);
    }
    double v = value.value();
    var drawn = Double.isNaN(value.low()) ? new Interval(v, v, v) : value;
    rows.computeIfAbsent(row, unused -> new LinkedHashMap<>()).put(of, drawn);
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String altText() {
    return rows.entrySet().stream()
        .map(row -> row.getKey() + ": " + text(row.getValue()))
        .collect(Collectors.joining("; ", "Dot plot. %s, %s. ".formatted(title, axis), ""));
  }

  private static String text(Map<String, Interval> values) {
    return values.entrySet().stream()
        .map(
            value -> {
              var interval = value.getValue();
              return String.format(
                  Locale.ROOT,
                  "%s %.1f [%.1f, %.1f]",
                  value.getKey(),
                  interval.value(),
                  interval.low(),
                  interval.high());
            })
        .collect(Collectors.joining(", "));
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    int rowHeight = LINE * series.size() + 10;
    int bottom = TOP + rowHeight * rows.size();
    var canvas = Canvas.of(WIDTH, bottom + BOTTOM, title, pixelRatio);
    var graphics = canvas.graphics();
    var metrics = graphics.getFontMetrics();
    int names = rows.keySet().stream().mapToInt(metrics::stringWidth).max().orElse(0);
    int left = MARGIN + names + 12;
    var scale = new ValueAxis(left, WIDTH - left - 3 * MARGIN, 0, max());
    legend(graphics);
    scale.draw(canvas, TOP, bottom, "");
    graphics.drawString(
        axis, left + (WIDTH - left - metrics.stringWidth(axis)) / 2, bottom + BOTTOM - 10);
    int top = TOP;
    for (var row : rows.entrySet()) {
      graphics.setColor(Palette.GRID);
      graphics.drawLine(MARGIN, top, WIDTH - MARGIN, top);
      graphics.setColor(Palette.TEXT);
      canvas.rightAligned(row.getKey(), left - 12, top + rowHeight / 2 + 5);
      draw(graphics, row.getValue(), top + 5, scale);
      top += rowHeight;
    }
    return canvas.finish();
  }

  private void draw(Graphics2D graphics, Map<String, Interval> values, int top, ValueAxis scale) {
    for (var value : values.entrySet()) {
      int n = series.indexOf(value.getKey());
      int y = top + n * LINE + LINE / 2;
      var interval = value.getValue();
      graphics.setColor(color(n));
      graphics.setStroke(new BasicStroke(1.6f));
      graphics.drawLine(scale.x(interval.low()), y, scale.x(interval.high()), y);
      marker(graphics, n, scale.x(interval.value()), y);
    }
    graphics.setStroke(new BasicStroke(1));
  }

  private void legend(Graphics2D graphics) {
    int x = MARGIN;
    for (int n = 0; n < series.size(); n++) {
      graphics.setColor(color(n));
      marker(graphics, n, x + 5, 42);
      graphics.setColor(Palette.TEXT);
      graphics.drawString(series.get(n), x + 16, 47);
      x += 16 + graphics.getFontMetrics().stringWidth(series.get(n)) + 22;
    }
  }

  private static Color color(int n) {
    return Palette.series(n + 4); // blue and vermilion first
  }

  private static void marker(Graphics2D graphics, int n, double x, double y) {
    var place = AffineTransform.getTranslateInstance(x, y);
    graphics.fill(place.createTransformedShape(MARKERS.get(n % MARKERS.size())));
  }

  private double max() {
    return rows.values().stream()
        .flatMap(row -> row.values().stream())
        .mapToDouble(value -> Math.max(value.value(), value.high()))
        .max()
        .orElse(1);
  }

  private static List<Shape> markers() {
    var triangle = new Path2D.Double();
    triangle.moveTo(0, -6);
    triangle.lineTo(6, 5);
    triangle.lineTo(-6, 5);
    triangle.closePath();
    var square = new Rectangle2D.Double(-4.5, -4.5, 9, 9);
    return List.of(
        new Ellipse2D.Double(-5, -5, 10, 10),
        square,
        triangle,
        AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(square));
  }
}
