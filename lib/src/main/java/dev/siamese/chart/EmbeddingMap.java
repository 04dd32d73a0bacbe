package dev.siamese.chart;

import dev.siamese.data.Images;
import java.awt.Color;
import java.awt.image.BufferedImage;

/**
 * Embeddings that were brought into a plane, each drawn as the picture that it is the embedding of:
 * which classes lie together, and which of their members strayed.
 *
 * <p>The pictures are dark strokes on light ground. Their colours help to follow a class; as they
 * repeat after seven, the shapes have to tell.
 */
public final class EmbeddingMap {

  private static final int WIDTH = 860;
  private static final int SIDE = 34;

  /** Makes strokes that became thin and pale with the size of the picture strong again. */
  private static final int INK = 2;

  private EmbeddingMap() {}

  /**
   * Draws every picture at its place. The axes have no meaning of their own, so they have no marks,
   * and the longer one lies across; one unit is as long on both.
   *
   * @param images one for each point
   * @param points (N, 2)
   * @throws IllegalArgumentException if there are not as many points as images
   */
  public static BufferedImage of(String title, Images images, float[][] points) {
    if (images.size() != points.length) {
      throw new IllegalArgumentException(
          "%d points for %d images: each needs one".formatted(points.length, images.size()));
    }
    var first = new Range(points, 0);
    var second = new Range(points, 1);
    boolean turned = second.length() > first.length();
    var across = turned ? second : first;
    var upright = turned ? first : second;
    double scale = (WIDTH - 2 * Canvas.MARGIN - SIDE) / across.length();
    int height = Canvas.TITLE + SIDE + (int) Math.ceil(upright.length() * scale) + Canvas.MARGIN;
    var canvas = new Canvas(title, WIDTH, height);
    var small = images.scaled(SIDE);
    for (int i = 0; i < points.length; i++) {
      double right = points[i][turned ? 1 : 0] - across.low;
      double down = upright.high - points[i][turned ? 0 : 1];
      canvas
          .pen()
          .drawImage(
              strokes(small.picture(i), Palette.series(images.label(i))),
              Canvas.MARGIN + (int) Math.round(right * scale),
              Canvas.TITLE + (int) Math.round(down * scale),
              null);
    }
    return canvas.picture();
  }

  /** From where to where the points reach along an axis. */
  private record Range(double low, double high) {

    Range(float[][] points, int axis) {
      this(least(points, axis, 1), -least(points, axis, -1));
    }

    private static double least(float[][] points, int axis, int sign) {
      double least = Double.POSITIVE_INFINITY;
      for (var point : points) {
        least = Math.min(least, sign * point[axis]);
      }
      return least;
    }

    double length() {
      return Math.max(high - low, 1e-9);
    }
  }

  /** The dark of a picture in a colour, the light transparent. */
  private static BufferedImage strokes(BufferedImage picture, Color color) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    var strokes = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int dark = Math.min(255, INK * (255 - picture.getRaster().getSample(x, y, 0)));
        strokes.setRGB(x, y, dark << 24 | color.getRGB() & 0xFFFFFF);
      }
    }
    return strokes;
  }
}
