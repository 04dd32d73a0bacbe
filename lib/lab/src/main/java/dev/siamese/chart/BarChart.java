package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars over a common axis, with their names, values and intervals.
 *
 * <p>Not thread-safe.
 */
public final class BarChart implements Chart {

  private static final int WIDTH = 720;
  private static final int BAR_HEIGHT = 30;
  private static final int MARGIN = 14;
  private static final int TITLE = 40;
  private static final int AXIS = 30;

  private final String title;
  private final String unit;
  private final List<Bar> bars = new ArrayList<>();
  private boolean logarithmic;

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
   * @param low lower end of the interval; NaN for none
   * @param high upper end of the interval; NaN for none
   * @param color of the bar
   * @return this chart
   */
  public BarChart add(String name, double value, double low, double high, Color color) {
    boolean hasInterval = !Double.isNaN(low);
    bars.add(new Bar(name, value, hasInterval ? low : value, hasInterval ? high : value, color));
    return this;
  }

  /**
   * Uses a logarithmic axis, for bars of very different lengths. Bars then start at the power of
   * ten below the shortest bar or interval above 0.
   *
   * @return this chart
   */
  public BarChart logarithmic() {
    logarithmic = true;
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String altText() {
    return bars.stream()
        .map(bar -> bar.name + " " + text(bar))
        .collect(Collectors.joining("; ", "Bar chart. " + title + ": ", ""));
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    int bottom = TITLE + bars.size() * BAR_HEIGHT;
    var canvas = Canvas.of(WIDTH, bottom + AXIS, title, pixelRatio);
    var metrics = canvas.graphics().getFontMetrics();
    int nameWidth = bars.stream().mapToInt(bar -> metrics.stringWidth(bar.name)).max().orElse(0);
    int valueWidth = bars.stream().mapToInt(bar -> metrics.stringWidth(text(bar))).max().orElse(0);
    int left = MARGIN + nameWidth + 10;
    double max = bars.stream().mapToDouble(bar -> Math.max(bar.value, bar.high)).max().orElse(1);
    int length = WIDTH - left - valueWidth - MARGIN - 10;
    var axis = new ValueAxis(left, length, logarithmic ? smallest() : 0, max);
    axis.draw(canvas, TITLE, bottom, unit);
    for (int i = 0; i < bars.size(); i++) {
      draw(canvas, bars.get(i), axis, TITLE + i * BAR_HEIGHT);
    }
    return canvas.finish();
  }

  private void draw(Canvas canvas, Bar bar, ValueAxis axis, int top) {
    var graphics = canvas.graphics();
    int middle = top + BAR_HEIGHT / 2;
    int baseline = middle + 5;
    int end = axis.x(bar.value);
    graphics.setColor(Palette.TEXT);
    canvas.rightAligned(bar.name, axis.left() - 10, baseline);
    graphics.setColor(bar.color);
    graphics.fillRect(axis.left(), top + 5, Math.max(1, end - axis.left()), BAR_HEIGHT - 10);
    graphics.setColor(Palette.TEXT);
    if (bar.high > bar.low) {
      int from = axis.x(bar.low);
      int to = axis.x(bar.high);
      graphics.setStroke(new BasicStroke(1.6f));
      graphics.drawLine(from, middle, to, middle);
      graphics.drawLine(from, middle - 4, from, middle + 4);
      graphics.drawLine(to, middle - 4, to, middle + 4);
      end = Math.max(end, to);
    }
    graphics.drawString(text(bar), end + 8, baseline);
  }

  /** The value with its interval; all values of a chart have the same number of decimals. */
  private String text(Bar bar) {
    double max = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    double smallest = smallest();
    int decimals =
        max >= 1000 || smallest == 0
            ? 0
            : (int) Math.min(3, Math.max(1, -Math.floor(Math.log10(smallest))));
    var number = "%,." + decimals + "f";
    var value = String.format(Locale.ROOT, number + " %s", bar.value, unit);
    return bar.high > bar.low
        ? String.format(
            Locale.ROOT, "%s [" + number + ", " + number + "]", value, bar.low, bar.high)
        : value;
  }

  /** The smallest value above 0; 0 if there is none. */
  private double smallest() {
    return bars.stream()
        .flatMapToDouble(bar -> DoubleStream.of(bar.value, logarithmic ? bar.low : bar.value))
        .filter(value -> value > 0)
        .min()
        .orElse(0);
  }
}
