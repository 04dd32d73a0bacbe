package dev.siamese.chart;

import dev.siamese.metrics.EmbeddingStatistics.Histogram;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Histograms of the distances of same and of different pairs at several times, one above the other
 * on a common axis.
 *
 * <p>Not thread-safe.
 */
public final class RidgePlot implements Chart {

  private static final int WIDTH = 720;
  private static final int ROW_HEIGHT = 74;
  private static final int TITLE = 40;
  private static final int MARGIN = 14;
  private static final int FOOT = 46;

  private final String title;
  private final List<Ridge> ridges = new ArrayList<>();

  private record Ridge(String name, float[] positive, float[] negative) {}

  /**
   * An empty chart.
   *
   * @param title printed above the rows
   */
  public RidgePlot(String title) {
    this.title = title;
  }

  /**
   * Adds a row below the others.
   *
   * @param name printed at the left of the row
   * @param positive distances of same pairs, at least one
   * @param negative distances of different pairs, at least one
   * @return this chart
   */
  public RidgePlot add(String name, float[] positive, float[] negative) {
    ridges.add(new Ridge(name, positive, negative));
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    var canvas = Canvas.of(WIDTH, TITLE + ridges.size() * ROW_HEIGHT + FOOT, title, pixelRatio);
    var graphics = canvas.graphics();
    var text = graphics.getFontMetrics();
    int left =
        2 * MARGIN
            + ridges.stream().mapToInt(ridge -> text.stringWidth(ridge.name)).max().orElse(0);
    int width = WIDTH - left - MARGIN;
    double max =
        ridges.stream()
            .mapToDouble(ridge -> Histogram.max(ridge.positive, ridge.negative))
            .max()
            .orElse(1);
    axis(graphics, left, width, TITLE + ridges.size() * ROW_HEIGHT, max);
    for (int i = 0; i < ridges.size(); i++) {
      var ridge = ridges.get(i);
      int base = TITLE + (i + 1) * ROW_HEIGHT;
      graphics.setColor(Palette.TEXT);
      graphics.drawString(ridge.name, MARGIN, base - 4);
      var negative = Histogram.fractions(ridge.negative, max);
      var positive = Histogram.fractions(ridge.positive, max);
      double scale = (ROW_HEIGHT - 8) / Math.max(max(negative), max(positive));
      ridge(graphics, negative, left, width, base, scale, Palette.DIFFERENT);
      ridge(graphics, positive, left, width, base, scale, Palette.SAME);
    }
    int right = legendEntry(graphics, "different", WIDTH - MARGIN, Palette.DIFFERENT);
    legendEntry(graphics, "same", right, Palette.SAME);
    return canvas.finish();
  }

  private static double max(double[] values) {
    return DoubleStream.of(values).max().orElse(0);
  }

  private static void ridge(
      Graphics2D graphics,
      double[] fractions,
      int left,
      int width,
      int base,
      double scale,
      Color color) {
    var outline = new Path2D.Double();
    outline.moveTo(left, base);
    for (int bin = 0; bin < Histogram.BINS; bin++) {
      outline.lineTo(left + (bin + 0.5) * width / Histogram.BINS, base - scale * fractions[bin]);
    }
    outline.lineTo(left + width, base);
    graphics.setColor(Palette.withAlpha(color, Palette.FILL_ALPHA));
    graphics.fill(outline);
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(1.6f));
    graphics.draw(outline);
  }

  /** Draws a legend entry that ends at x = right, and returns where the next one ends. */
  private static int legendEntry(Graphics2D graphics, String name, int right, Color color) {
    int left = right - graphics.getFontMetrics().stringWidth(name);
    graphics.setColor(Palette.TEXT);
    graphics.drawString(name, left, 24);
    graphics.setColor(color);
    graphics.fillRect(left - 18, 14, 12, 12);
    return left - 34;
  }

  private static void axis(Graphics2D graphics, int left, int width, int base, double max) {
    double step = Math.pow(10, Math.floor(Math.log10(max)));
    step = max / step < 2 ? step / 4 : max / step < 5 ? step / 2 : step;
    for (int i = 0; i * step <= max; i++) {
      int x = left + (int) Math.round(i * step / max * width);
      graphics.setColor(Palette.GRID);
      graphics.drawLine(x, TITLE, x, base);
      graphics.setColor(Palette.TEXT);
      var label = String.format(Locale.ROOT, "%.3g", i * step).replaceAll("\\.?0+$", "");
      label = label.isEmpty() ? "0" : label;
      graphics.drawString(label, x - graphics.getFontMetrics().stringWidth(label) / 2, base + 18);
    }
    graphics.drawString(
        "distance",
        left + (width - graphics.getFontMetrics().stringWidth("distance")) / 2,
        base + 36);
  }
}
