package dev.siamese.chart;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.util.Locale;

/**
 * Numbers as colours, from a lowest over a middle to a highest.
 *
 * @param low the number at the first colour
 * @param high the number at the last colour
 */
record ColorScale(double low, double high, Color first, Color middle, Color last) {

  private static final Color PAPER = new Color(0xF7F7F7);

  /** Distances from 0: near ones in the colour of "same", far ones in that of "different". */
  static ColorScale distances(double high) {
    return new ColorScale(0, high, Palette.SAME, PAPER, Palette.DIFFERENT);
  }

  /** Numbers without such a meaning: ink on paper. */
  static ColorScale values(double low, double high) {
    return new ColorScale(low, high, Color.WHITE, new Color(0x999999), Color.BLACK);
  }

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

  /** Draws the scale itself as a bar of colours, 10 pixels high, between its two numbers. */
  void draw(Graphics2D pen, int x, int y, int width, String unit) {
    var from = String.format(Locale.ROOT, "%.3g", low);
    var to = String.format(Locale.ROOT, "%.3g %s", high, unit).strip();
    var metrics = pen.getFontMetrics();
    int left = x + metrics.stringWidth(from) + 6;
    int length = x + width - metrics.stringWidth(to) - 6 - left;
    pen.setColor(Palette.TEXT);
    pen.drawString(from, x, y + 10);
    pen.drawString(to, left + length + 6, y + 10);
    var old = pen.getPaint();
    pen.setPaint(new GradientPaint(left, 0, first, left + length / 2f, 0, middle));
    pen.fillRect(left, y, length / 2, 10);
    pen.setPaint(new GradientPaint(left + length / 2f, 0, middle, left + length, 0, last));
    pen.fillRect(left + length / 2, y, length - length / 2, 10);
    pen.setPaint(old);
    pen.setColor(Palette.GRID);
    pen.drawRect(left, y, length, 10);
  }
}
