package dev.siamese.chart;

import dev.siamese.data.Images;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scatter plot of two-dimensional embeddings, each drawn as its image in the colour of its class.
 * Both axes have the same scale, so that distances are not distorted.
 *
 * <p>Not thread-safe.
 */
public final class EmbeddingMap implements Chart {

  private static final int MARGIN = 12;
  private static final int TOP = 34;
  private static final int BAR = 40;

  /** Strengthens strokes that became thin and pale by scaling the image down. */
  private static final int INK_FACTOR = 2;

  /** Few shades make files a third as large. */
  private static final int ALPHA_STEP = 17;

  private final String title;
  private final int size;
  private final int thumbnail;
  private final List<Point> points = new ArrayList<>();
  private double barLength;
  private String barName = "";

  private record Point(double x, double y, BufferedImage image, Color color) {}

  /**
   * An empty map.
   *
   * @param title printed above the map
   * @param size of the plane in pixels
   * @param thumbnail longer side of every image in pixels
   */
  public EmbeddingMap(String title, int size, int thumbnail) {
    this.title = title;
    this.size = size;
    this.thumbnail = thumbnail;
  }

  /**
   * {@return a large map of images in the colours of their classes, which repeat after seven}
   *
   * @param title printed above the map
   * @param images (N), dark on light
   * @param points (N, 2)
   * @throws IllegalArgumentException if the numbers of images and points differ
   */
  public static EmbeddingMap of(String title, Images images, float[][] points) {
    if (images.size() != points.length) {
      throw new IllegalArgumentException(
          "%d points for %d images: the numbers must be equal"
              .formatted(points.length, images.size()));
    }
    var map = new EmbeddingMap(title, 760, 34);
    var small = images.resized((int) (PIXEL_RATIO * map.thumbnail));
    for (int i = 0; i < points.length; i++) {
      map.add(
          points[i][0], points[i][1], small.toBufferedImage(i), Palette.series(images.label(i)));
    }
    return map;
  }

  /**
   * Adds an image, dark on light, at a point.
   *
   * @param x in any unit; the map is scaled to its points
   * @param y in the unit of x, upwards
   * @param image drawn with its centre at the point
   * @param color of the dark pixels
   * @return this map
   */
  public EmbeddingMap add(double x, double y, BufferedImage image, Color color) {
    points.add(new Point(x, y, image, color));
    return this;
  }

  /**
   * Adds a scale bar below the map, such as the length of the margin.
   *
   * @param length in the unit of the points
   * @param name printed above the bar, before its length
   * @return this map
   */
  public EmbeddingMap scaleBar(double length, String name) {
    barLength = length;
    barName = name;
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    var canvas =
        Canvas.of(
            size + 2 * MARGIN, TOP + size + (barLength > 0 ? BAR : MARGIN), title, pixelRatio);
    double centreX = middle(points.stream().mapToDouble(Point::x).toArray());
    double centreY = middle(points.stream().mapToDouble(Point::y).toArray());
    double halfWidth = Math.max(1e-9, barLength / 2);
    for (var point : points) {
      halfWidth = Math.max(halfWidth, Math.abs(point.x - centreX));
      halfWidth = Math.max(halfWidth, Math.abs(point.y - centreY));
    }
    double scale = (size - thumbnail - 8) / (2 * halfWidth);
    var graphics = canvas.graphics();
    graphics.setColor(Palette.GRID);
    graphics.drawRect(MARGIN, TOP, size, size);
    for (var point : points) {
      var raw = point.image;
      double shrink = (double) thumbnail / Math.max(raw.getWidth(), raw.getHeight());
      int w = (int) Math.round(raw.getWidth() * shrink);
      int h = (int) Math.round(raw.getHeight() * shrink);
      var ink = tinted(scaled(raw, w * pixelRatio, h * pixelRatio), point.color);
      int x = (int) Math.round(MARGIN + size / 2.0 + scale * (point.x - centreX) - w / 2.0);
      int y = (int) Math.round(TOP + size / 2.0 - scale * (point.y - centreY) - h / 2.0);
      graphics.drawImage(ink, x, y, w, h, null);
    }
    if (barLength > 0) {
      drawScaleBar(canvas, (int) Math.round(scale * barLength));
    }
    return canvas.finish();
  }

  private void drawScaleBar(Canvas canvas, int pixels) {
    int right = MARGIN + size;
    int y = TOP + size + BAR / 2;
    var graphics = canvas.graphics();
    var text = String.format(Locale.ROOT, "%s %s", barName, barLength).strip();
    graphics.setColor(Palette.TEXT);
    graphics.setStroke(new BasicStroke(2));
    graphics.drawLine(right - pixels, y, right, y);
    graphics.drawLine(right - pixels, y - 4, right - pixels, y + 4);
    graphics.drawLine(right, y - 4, right, y + 4);
    canvas.rightAligned(text, right - pixels - 10, y + 5);
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

  private static BufferedImage scaled(BufferedImage image, double width, double height) {
    int w = (int) Math.round(width);
    int h = (int) Math.round(height);
    var scaled = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    var graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, w, h, null);
    graphics.dispose();
    return scaled;
  }

  /** The image in a colour, on a transparent background. */
  private static BufferedImage tinted(BufferedImage image, Color color) {
    int width = image.getWidth();
    int height = image.getHeight();
    var ink = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int dark = Math.min(255, INK_FACTOR * (255 - (image.getRGB(x, y) & 255))); // any channel
        dark = (dark + ALPHA_STEP / 2) / ALPHA_STEP * ALPHA_STEP;
        ink.setRGB(x, y, dark << 24 | color.getRGB() & 0xFFFFFF);
      }
    }
    return ink;
  }
}
