package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars with their names, values and intervals. */
public final class BarChart implements Chart {

  private static final int WIDTH = 720;
  private static final int BAR_HEIGHT = 30;
  private static final int MARGIN = 14;
  private static final int TITLE = 40;

  private final String title;
  private final String unit;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String name, double value, double low, double high, Color color) {}

  /**
   * An empty chart.
   *
   * @param title printed above the bars
   * @param unit printed after every value, such as {@code %}
   */
  public BarChart(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /**
   * Adds a bar without an interval; its value is at least 0.
   *
   * @param name printed beside the bar
   * @param value length of the bar, at least 0
   * @param color of the bar
   * @return this chart
   */
  public BarChart add(String name, double value, Color color) {
    return add(name, value, value, value, color);
  }

  /**
   * Adds a bar with an interval; its value is at least 0.
   *
   * @param name printed beside the bar
   * @param value length of the bar, at least 0
   * @param low lower end of the interval
   * @param high upper end of the interval
   * @param color of the bar
   * @return this chart
   */
  public BarChart add(String name, double value, double low, double high, Color color) {
    bars.add(new Bar(name, value, low, high, color));
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public BufferedImage draw() {
    var canvas = Canvas.of(WIDTH, TITLE + bars.size() * BAR_HEIGHT + MARGIN, title);
    var graphics = canvas.graphics();
    var metrics = graphics.getFontMetrics();
    int nameWidth = bars.stream().mapToInt(bar -> metrics.stringWidth(bar.name)).max().orElse(0);
    int valueWidth = bars.stream().mapToInt(bar -> metrics.stringWidth(text(bar))).max().orElse(0);
    int left = MARGIN + nameWidth + 10;
    int maxLength = WIDTH - left - valueWidth - MARGIN - 10;
    double max = bars.stream().mapToDouble(bar -> Math.max(bar.value, bar.high)).max().orElse(1);
    for (int i = 0; i < bars.size(); i++) {
      draw(graphics, bars.get(i), left, TITLE + i * BAR_HEIGHT, maxLength / (max > 0 ? max : 1));
    }
    return canvas.finish();
  }

  private void draw(Graphics2D graphics, Bar bar, int left, int top, double scale) {
    int middle = top + BAR_HEIGHT / 2;
    int baseline = middle + 5;
    int length = (int) Math.round(bar.value * scale);
    int nameWidth = graphics.getFontMetrics().stringWidth(bar.name);
    graphics.setColor(Palette.TEXT);
    graphics.drawString(bar.name, left - 10 - nameWidth, baseline);
    graphics.setColor(bar.color);
    graphics.fillRect(left, top + 5, Math.max(1, length), BAR_HEIGHT - 10);
    int end = length;
    if (bar.high > bar.low) {
      int from = left + (int) Math.round(bar.low * scale);
      end = Math.max(length, (int) Math.round(bar.high * scale));
      graphics.setColor(Palette.TEXT);
      graphics.setStroke(new BasicStroke(1.6f));
      graphics.drawLine(from, middle, left + end, middle);
      graphics.drawLine(from, middle - 4, from, middle + 4);
      graphics.drawLine(left + end, middle - 4, left + end, middle + 4);
    }
    graphics.setColor(Palette.TEXT);
    graphics.drawString(text(bar), left + end + 8, baseline);
  }

  private String text(Bar bar) {
    var digits = bar.value < 1000 ? "%.3g" : "%,.0f"; // no exponents
    return String.format(Locale.ROOT, digits + " %s", bar.value, unit);
  }
}
