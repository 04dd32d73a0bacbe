package dev.siamese.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A horizontal axis of values: their positions, grid lines and tick labels. */
final class ValueAxis {

  private static final int TICK_DISTANCE = 90;

  private final int left;
  private final int length;
  private final double min;
  private final double max;
  private final boolean logarithmic;

  /**
   * An axis.
   *
   * @param left position of its start
   * @param length up to the largest value
   * @param smallest value above 0 that is to be shown on a logarithmic axis; 0 for a linear one
   * @param max the largest value
   */
  ValueAxis(int left, int length, double smallest, double max) {
    this.left = left;
    this.length = length;
    logarithmic = smallest > 0;
    this.max = max > 0 ? max : 1;
    min = logarithmic ? Math.pow(10, Math.floor(Math.log10(smallest * 0.999))) : 0;
  }

  int left() {
    return left;
  }

  /** The position of a value. */
  int x(double value) {
    double fraction =
        logarithmic
            ? Math.log(Math.max(min, value) / min) / Math.log(max / min)
            : Math.max(0, value) / max;
    return left + (int) Math.round(fraction * length);
  }

  /** Draws grid lines from top to bottom and labels below them, the last one with the unit. */
  void draw(Canvas canvas, int top, int bottom, String unit) {
    var graphics = canvas.graphics();
    graphics.setStroke(new BasicStroke(1));
    var ticks = ticks();
    for (int i = 0; i < ticks.size(); i++) {
      int x = x(ticks.get(i));
      graphics.setColor(Palette.GRID);
      graphics.drawLine(x, top, x, bottom);
      graphics.setColor(Palette.TEXT);
      var label = label(ticks.get(i)) + (i == ticks.size() - 1 ? " " + unit : "");
      int width = graphics.getFontMetrics().stringWidth(label(ticks.get(i)));
      graphics.drawString(label, x - width / 2, bottom + 16);
    }
  }

  private List<Double> ticks() {
    var ticks = new ArrayList<Double>();
    if (logarithmic) {
      for (double tick = min; tick <= max * 1.001; tick *= 10) {
        ticks.add(tick);
      }
    } else {
      double step = step();
      for (int i = 0; i * step <= max * 1.001; i++) {
        ticks.add(i * step);
      }
    }
    return ticks;
  }

  /** The smallest of 1, 2 and 5 times a power of ten whose ticks are far enough apart. */
  private double step() {
    double rough = max * TICK_DISTANCE / length;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double factor = rough / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }

  private static String label(double tick) {
    if (tick >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", tick);
    }
    var text = String.format(Locale.ROOT, "%.4f", tick);
    return text.replaceAll("\\.?0+$", "");
  }
}
