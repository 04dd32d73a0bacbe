package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Named values as bars from left to right, each with its name before and its value behind it. */
public final class BarChart {

  private static final int WIDTH = 720;
  private static final int ROW = 30;
  private static final int MARGIN = 14;
  private static final int TITLE = 40;

  private final String title;
  private final String unit;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String name, double value, double low, double high, Color color) {}

  /**
   * An empty chart.
   *
   * @param unit stands behind every value, such as {@code %}
   */
  public BarChart(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** Adds a value, at least 0, that is known without an interval. */
  public BarChart add(String name, double value, Color color) {
    return add(name, value, value, value, color);
  }

  /** Adds a value, at least 0, with its interval. */
  public BarChart add(String name, double value, double low, double high, Color color) {
    bars.add(new Bar(name, value, low, high, color));
    return this;
  }

  /** Draws the chart. */
  public BufferedImage draw() {
    var canvas = Canvas.of(WIDTH, TITLE + bars.size() * ROW + MARGIN, title);
    var pen = canvas.graphics();
    var metrics = pen.getFontMetrics();
    int names = bars.stream().mapToInt(bar -> metrics.stringWidth(bar.name)).max().orElse(0);
    int values = bars.stream().mapToInt(bar -> metrics.stringWidth(text(bar))).max().orElse(0);
    int left = MARGIN + names + 10;
    int room = WIDTH - left - values - MARGIN - 10;
    double largest =
        bars.stream().mapToDouble(bar -> Math.max(bar.value, bar.high)).max().orElse(1);
    for (int i = 0; i < bars.size(); i++) {
      draw(pen, bars.get(i), left, TITLE + i * ROW, room / (largest > 0 ? largest : 1));
    }
    return canvas.finish();
  }

  private void draw(Graphics2D pen, Bar bar, int left, int top, double scale) {
    int middle = top + ROW / 2;
    int baseline = middle + 5;
    int length = (int) Math.round(bar.value * scale);
    int name = pen.getFontMetrics().stringWidth(bar.name);
    pen.setColor(Palette.TEXT);
    pen.drawString(bar.name, left - 10 - name, baseline);
    pen.setColor(bar.color);
    pen.fillRect(left, top + 5, Math.max(1, length), ROW - 10);
    int end = length;
    if (bar.high > bar.low) {
      int from = left + (int) Math.round(bar.low * scale);
      end = Math.max(length, (int) Math.round(bar.high * scale));
      pen.setColor(Palette.TEXT);
      pen.setStroke(new BasicStroke(1.6f));
      pen.drawLine(from, middle, left + end, middle);
      pen.drawLine(from, middle - 4, from, middle + 4);
      pen.drawLine(left + end, middle - 4, left + end, middle + 4);
    }
    pen.setColor(Palette.TEXT);
    pen.drawString(text(bar), left + end + 8, baseline);
  }

  private String text(Bar bar) {
    var digits = bar.value < 1000 ? "%.3g" : "%,.0f"; // no powers of ten
    return String.format(Locale.ROOT, digits + " %s", bar.value, unit);
  }
}
