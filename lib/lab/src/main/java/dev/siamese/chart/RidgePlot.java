package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the distances of same and of different pairs are spread at several moments, one below the
 * other on one axis: how the two hills come apart while an encoder learns.
 */
public final class RidgePlot {

  private static final int WIDTH = 720;
  private static final int ROW = 74;
  private static final int TITLE = 40;
  private static final int MARGIN = 14;
  private static final int FOOT = 46;
  private static final int BINS = 60;

  private final String title;
  private final List<Ridge> ridges = new ArrayList<>();

  private record Ridge(String name, float[] same, float[] different) {}

  /** An empty chart. */
  public RidgePlot(String title) {
    this.title = title;
  }

  /**
   * Adds a moment below those before it.
   *
   * @param same distances of same pairs, at least one
   * @param different distances of different pairs, at least one
   */
  public RidgePlot add(String name, float[] same, float[] different) {
    ridges.add(new Ridge(name, same, different));
    return this;
  }

  /** Draws the chart; each hill covers the same area, whatever the number of its pairs. */
  public BufferedImage draw() {
    var canvas = Canvas.of(WIDTH, TITLE + ridges.size() * ROW + FOOT, title);
    var pen = canvas.graphics();
    var text = pen.getFontMetrics();
    int left =
        2 * MARGIN
            + ridges.stream().mapToInt(ridge -> text.stringWidth(ridge.name)).max().orElse(0);
    int width = WIDTH - left - MARGIN;
    double top = ridges.stream().mapToDouble(RidgePlot::largest).max().orElse(1);
    top = top > 0 ? top : 1;
    axis(pen, left, width, TITLE + ridges.size() * ROW, top);
    for (int i = 0; i < ridges.size(); i++) {
      var ridge = ridges.get(i);
      int base = TITLE + (i + 1) * ROW;
      pen.setColor(Palette.TEXT);
      pen.drawString(ridge.name, MARGIN, base - 4);
      var different = histogram(ridge.different, top);
      var same = histogram(ridge.same, top);
      double scale = (ROW - 8) / Math.max(highest(different), highest(same));
      ridge(pen, different, left, width, base, scale, Palette.DIFFERENT);
      ridge(pen, same, left, width, base, scale, Palette.SAME);
    }
    int right = named(pen, "different", WIDTH - MARGIN, Palette.DIFFERENT);
    named(pen, "same", right, Palette.SAME);
    return canvas.finish();
  }

  private static double largest(Ridge ridge) {
    double largest = 0;
    for (var distances : List.of(ridge.same, ridge.different)) {
      for (float distance : distances) {
        largest = Math.max(largest, distance);
      }
    }
    return largest;
  }

  private static double[] histogram(float[] distances, double top) {
    var shares = new double[BINS];
    for (float distance : distances) {
      int bin = (int) Math.min(BINS - 1, Math.max(0, distance / top * BINS));
      shares[bin] += 1.0 / distances.length;
    }
    return shares;
  }

  private static double highest(double[] shares) {
    double highest = 0;
    for (double share : shares) {
      highest = Math.max(highest, share);
    }
    return highest;
  }

  private static void ridge(
      Graphics2D pen, double[] shares, int left, int width, int base, double scale, Color color) {
    var outline = new Path2D.Double();
    outline.moveTo(left, base);
    for (int bin = 0; bin < BINS; bin++) {
      outline.lineTo(left + (bin + 0.5) * width / BINS, base - scale * shares[bin]);
    }
    outline.lineTo(left + width, base);
    pen.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 110));
    pen.fill(outline);
    pen.setColor(color);
    pen.setStroke(new BasicStroke(1.6f));
    pen.draw(outline);
  }

  /** Writes a kind's name and its colour left of a place; gives the place left of both. */
  private static int named(Graphics2D pen, String name, int right, Color color) {
    int left = right - pen.getFontMetrics().stringWidth(name);
    pen.setColor(Palette.TEXT);
    pen.drawString(name, left, 24);
    pen.setColor(color);
    pen.fillRect(left - 18, 14, 12, 12);
    return left - 34;
  }

  private static void axis(Graphics2D pen, int left, int width, int base, double top) {
    double step = Math.pow(10, Math.floor(Math.log10(top)));
    step = top / step < 2 ? step / 4 : top / step < 5 ? step / 2 : step;
    for (int i = 0; i * step <= top; i++) {
      int x = left + (int) Math.round(i * step / top * width);
      pen.setColor(Palette.GRID);
      pen.drawLine(x, TITLE, x, base);
      pen.setColor(Palette.TEXT);
      var mark = String.format(Locale.ROOT, "%.3g", i * step).replaceAll("\\.?0+$", "");
      mark = mark.isEmpty() ? "0" : mark;
      pen.drawString(mark, x - pen.getFontMetrics().stringWidth(mark) / 2, base + 18);
    }
    pen.drawString(
        "distance", left + (width - pen.getFontMetrics().stringWidth("distance")) / 2, base + 36);
  }
}
