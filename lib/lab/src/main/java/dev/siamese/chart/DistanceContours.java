package dev.siamese.chart;

import dev.siamese.metrics.EmbeddingStatistics.Histogram;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The distances from one point of a plane to all others, with contour lines. */
public final class DistanceContours {

  private static final int SIZE = 300;
  private static final int MARGIN = 10;
  private static final int TOP = 34;
  private static final int BOTTOM = 32;

  private final double halfWidth;

  /**
   * A square around the origin.
   *
   * @param halfWidth both axes go from −halfWidth to halfWidth
   */
  public DistanceContours(double halfWidth) {
    this.halfWidth = halfWidth;
  }

  /** {@return the points of all pixels, row by row from the top left: (90,000, 2), flat} */
  public float[] points() {
    var points = new float[2 * SIZE * SIZE];
    for (int i = 0; i < SIZE * SIZE; i++) {
      points[2 * i] = (float) (halfWidth * (2 * (i % SIZE + 0.5) / SIZE - 1));
      points[2 * i + 1] = (float) (halfWidth * (1 - 2 * (i / SIZE + 0.5) / SIZE));
    }
    return points;
  }

  /**
   * The distances as a chart.
   *
   * @param title printed above the plot
   * @param x of the point
   * @param y of the point
   * @param distances from the point to the {@link #points()}, in their order
   * @param step difference between two contour lines
   * @return the plane in the colours of its distances, with contour lines of equal distance
   */
  public Chart chart(String title, double x, double y, float[] distances, double step) {
    var scale = ColorScale.distances(Histogram.max(distances));
    var plane = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < distances.length; i++) {
      var color = isContour(distances, i, step) ? Palette.TEXT : scale.colorAt(distances[i]);
      plane.setRGB(i % SIZE, i / SIZE, color.getRGB());
    }
    var summary = "%s: distances from the point (%s, %s), with contour lines every %s";
    return new Drawing(
        title,
        summary.formatted(title, x, y, step),
        SIZE + 2 * MARGIN,
        TOP + SIZE + BOTTOM,
        canvas -> draw(canvas.graphics(), plane, scale, x, y));
  }

  private void draw(
      Graphics2D graphics, BufferedImage plane, ColorScale scale, double x, double y) {
    graphics.drawImage(plane, MARGIN, TOP, null);
    graphics.setColor(new Color(255, 255, 255, 160));
    graphics.drawLine(MARGIN, TOP + SIZE / 2, MARGIN + SIZE, TOP + SIZE / 2);
    graphics.drawLine(MARGIN + SIZE / 2, TOP, MARGIN + SIZE / 2, TOP + SIZE);
    int px = (int) Math.round(MARGIN + SIZE * (x / halfWidth + 1) / 2);
    int py = (int) Math.round(TOP + SIZE * (1 - y / halfWidth) / 2);
    graphics.setColor(Palette.TEXT);
    graphics.fillOval(px - 6, py - 6, 12, 12);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(2));
    graphics.drawOval(px - 6, py - 6, 12, 12);
    graphics.setStroke(new BasicStroke(1));
    scale.draw(graphics, MARGIN, TOP + SIZE + 10, SIZE, "distance");
  }

  /** Whether a multiple of the step lies between a pixel and the next one right or below. */
  private static boolean isContour(float[] distances, int i, double step) {
    double band = Math.floor(distances[i] / step);
    boolean right = (i + 1) % SIZE > 0 && Math.floor(distances[i + 1] / step) != band;
    boolean below = i + SIZE < distances.length && Math.floor(distances[i + SIZE] / step) != band;
    return right || below;
  }
}
