package dev.siamese.chart;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.util.Locale;

/**
 * A linear colour scale over three colours.
 *
 * @param low the value of the first colour
 * @param high the value of the last colour
 */
record ColorScale(double low, double high, Color first, Color middle, Color last) {

  private static final Color NEUTRAL = new Color(0xF7F7F7);

  /** Distances from 0: small ones in the colour of same pairs, large ones in that of different. */
  static ColorScale distances(double high) {
    return new ColorScale(0, high, Palette.SAME, NEUTRAL, Palette.DIFFERENT);
  }

  /** Other values: from white to black. */
  static ColorScale values(double low, double high) {
    return new ColorScale(low, high, Color.WHITE, new Color(0x999999), Color.BLACK);
  }

  /** Values of both signs: from purple over white, at 0, to orange. */
  static ColorScale signed(double low, double high) {
    double bound = Math.max(-low, high);
    return new ColorScale(-bound, bound, new Color(0x5E3C99), NEUTRAL, new Color(0xE66101));
  }

  /** {@link #signed} with negative values, otherwise {@link #values}. */
  static ColorScale fitting(double low, double high) {
    return low < 0 ? signed(low, high) : values(low, high);
  }

  /** The colour of a value; values out of range have the colour of the nearest end. */
  Color colorAt(double value) {
    double part = high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0;
    return part < 0.5
        ? interpolate(first, middle, 2 * part)
        : interpolate(middle, last, 2 * part - 1);
  }

  private static Color interpolate(Color from, Color to, double part) {
    return new Color(
        interpolate(from.getRed(), to.getRed(), part),
        interpolate(from.getGreen(), to.getGreen(), part),
        interpolate(from.getBlue(), to.getBlue(), part));
  }

  private static int interpolate(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }

  /** Draws a colour bar, 10 pixels high, between its two values. */
  void draw(Graphics2D graphics, int x, int y, int width, String unit) {
    var lowLabel = String.format(Locale.ROOT, "%.3g", low);
    var highLabel = String.format(Locale.ROOT, "%.3g %s", high, unit).strip();
    var metrics = graphics.getFontMetrics();
    int left = x + metrics.stringWidth(lowLabel) + 6;
    int length = x + width - metrics.stringWidth(highLabel) - 6 - left;
    graphics.setColor(Palette.TEXT);
    graphics.drawString(lowLabel, x, y + 10);
    graphics.drawString(highLabel, left + length + 6, y + 10);
    var old = graphics.getPaint();
    graphics.setPaint(new GradientPaint(left, 0, first, left + length / 2f, 0, middle));
    graphics.fillRect(left, y, length / 2, 10);
    graphics.setPaint(new GradientPaint(left + length / 2f, 0, middle, left + length, 0, last));
    graphics.fillRect(left + length / 2, y, length - length / 2, 10);
    graphics.setPaint(old);
    graphics.setColor(Palette.GRID);
    graphics.drawRect(left, y, length, 10);
  }
}
