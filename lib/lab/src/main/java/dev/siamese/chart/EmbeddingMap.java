package dev.siamese.chart;

import dev.siamese.data.Images;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Embeddings of two numbers as places in a plane, each shown by the picture that was embedded, in
 * the colour of its class. Both axes have one scale, so that distances are what they look like.
 */
public final class EmbeddingMap {

  private static final int MARGIN = 12;
  private static final int TOP = 34;

  /** Makes strokes that became thin and pale with the size of the picture strong again. */
  private static final int INK = 2;

  private final String title;
  private final int side;
  private final int thumbnail;
  private final List<Point> points = new ArrayList<>();
  private double length;
  private String name = "";

  private record Point(double x, double y, BufferedImage picture, Color color) {}

  /**
   * An empty map.
   *
   * @param side of the plane in pixels
   * @param thumbnail the longer side of every picture in pixels
   */
  public EmbeddingMap(String title, int side, int thumbnail) {
    this.title = title;
    this.side = side;
    this.thumbnail = thumbnail;
  }

  /**
   * A large map of images, in the colours of their classes. As colours repeat after seven, the
   * shapes have to tell.
   *
   * @param images one for each point, ink on paper
   * @param points (N, 2)
   * @throws IllegalArgumentException if there are not as many points as images
   */
  public static BufferedImage of(String title, Images images, float[][] points) {
    if (images.size() != points.length) {
      throw new IllegalArgumentException(
          "%d points for %d images: each needs one".formatted(points.length, images.size()));
    }
    var map = new EmbeddingMap(title, 760, 34);
    var small = images.resized(map.thumbnail);
    for (int i = 0; i < points.length; i++) {
      map.add(
          points[i][0], points[i][1], small.toBufferedImage(i), Palette.series(images.label(i)));
    }
    return map.draw();
  }

  /** Puts a picture, ink on paper, to its place. */
  public EmbeddingMap add(double x, double y, BufferedImage picture, Color color) {
    points.add(new Point(x, y, picture, color));
    return this;
  }

  /** Draws a bar of some length in a corner, such as the margin, to measure distances by. */
  public EmbeddingMap scaleBar(double length, String name) {
    this.length = length;
    this.name = name;
    return this;
  }

  /** Draws the map; the plane reaches as far as the points do. */
  public BufferedImage draw() {
    var canvas = Canvas.of(side + 2 * MARGIN, TOP + side + MARGIN, title);
    double centreX = middle(points.stream().mapToDouble(Point::x).toArray());
    double centreY = middle(points.stream().mapToDouble(Point::y).toArray());
    double reach = Math.max(1e-9, length / 2);
    for (var point : points) {
      reach = Math.max(reach, Math.abs(point.x - centreX));
      reach = Math.max(reach, Math.abs(point.y - centreY));
    }
    double scale = (side - thumbnail - 8) / (2 * reach);
    var pen = canvas.graphics();
    pen.setColor(Palette.GRID);
    pen.drawRect(MARGIN, TOP, side, side);
    for (var point : points) {
      var ink = tinted(point.picture, point.color);
      double shrink = (double) thumbnail / Math.max(ink.getWidth(), ink.getHeight());
      int w = (int) Math.round(ink.getWidth() * shrink);
      int h = (int) Math.round(ink.getHeight() * shrink);
      int x = (int) Math.round(MARGIN + side / 2.0 + scale * (point.x - centreX) - w / 2.0);
      int y = (int) Math.round(TOP + side / 2.0 - scale * (point.y - centreY) - h / 2.0);
      pen.drawImage(ink, x, y, w, h, null);
    }
    if (length > 0) {
      drawScaleBar(canvas, (int) Math.round(scale * length));
    }
    return canvas.finish();
  }

  private void drawScaleBar(Canvas canvas, int pixels) {
    int right = MARGIN + side - 10;
    int y = TOP + side - 12;
    var pen = canvas.graphics();
    var text = String.format(Locale.ROOT, "%s %s", name, length).strip();
    int wide = Math.max(pixels, pen.getFontMetrics().stringWidth(text));
    pen.setColor(new Color(255, 255, 255, 210));
    pen.fillRect(right - wide - 4, y - 24, wide + 10, 32);
    pen.setColor(Palette.TEXT);
    pen.setStroke(new BasicStroke(2));
    pen.drawLine(right - pixels, y, right, y);
    pen.drawLine(right - pixels, y - 4, right - pixels, y + 4);
    pen.drawLine(right, y - 4, right, y + 4);
    canvas.rightAligned(text, right, y - 9);
  }

  private static double middle(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return values.length == 0 ? 0 : (low + high) / 2;
  }

  /** The same drawing in a colour, on nothing instead of paper. */
  private static BufferedImage tinted(BufferedImage picture, Color color) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    var ink = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int dark = Math.min(255, INK * (255 - (picture.getRGB(x, y) & 255))); // any channel
        ink.setRGB(x, y, dark << 24 | color.getRGB() & 0xFFFFFF);
      }
    }
    return ink;
  }
}
