package dev.siamese.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;

/** Distances from one point of a plane to all others, with lines through those equally far away. */
public final class DistanceContours {

  private static final int SIDE = 300;
  private static final int MARGIN = 10;
  private static final int TOP = 34;
  private static final int BOTTOM = 32;

  private final double halfWidth;

  /**
   * A plane of two numbers.
   *
   * @param reach it shows both from −reach to reach
   */
  public DistanceContours(double reach) {
    this.halfWidth = reach;
  }

  /** The points whose distances are wanted, row by row from the top left: (90,000, 2), flat. */
  public float[] points() {
    var points = new float[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      points[2 * i] = (float) (halfWidth * (2 * (i % SIDE + 0.5) / SIDE - 1));
      points[2 * i + 1] = (float) (halfWidth * (1 - 2 * (i / SIDE + 0.5) / SIDE));
    }
    return points;
  }

  /**
   * Draws them.
   *
   * @param x of the point that distances are taken from
   * @param y of it
   * @param distances from it to the {@link #points()}, in their order
   * @param step the difference between two lines
   */
  public BufferedImage draw(String title, double x, double y, float[] distances, double step) {
    var canvas = Canvas.of(SIDE + 2 * MARGIN, TOP + SIDE + BOTTOM, title);
    float largest = 0;
    for (float distance : distances) {
      largest = Math.max(largest, distance);
    }
    var scale = ColorScale.distances(largest);
    for (int i = 0; i < distances.length; i++) {
      var color = isLine(distances, i, step) ? Palette.TEXT : scale.colorAt(distances[i]);
      canvas.image().setRGB(MARGIN + i % SIDE, TOP + i / SIDE, color.getRGB());
    }
    var pen = canvas.graphics();
    pen.setColor(new Color(255, 255, 255, 160));
    pen.drawLine(MARGIN, TOP + SIDE / 2, MARGIN + SIDE, TOP + SIDE / 2);
    pen.drawLine(MARGIN + SIDE / 2, TOP, MARGIN + SIDE / 2, TOP + SIDE);
    int px = (int) Math.round(MARGIN + SIDE * (x / halfWidth + 1) / 2);
    int py = (int) Math.round(TOP + SIDE * (1 - y / halfWidth) / 2);
    pen.setColor(Palette.TEXT);
    pen.fillOval(px - 6, py - 6, 12, 12);
    pen.setColor(Color.WHITE);
    pen.setStroke(new BasicStroke(2));
    pen.drawOval(px - 6, py - 6, 12, 12);
    pen.setStroke(new BasicStroke(1));
    scale.draw(pen, MARGIN, TOP + SIDE + 10, SIDE, "distance");
    return canvas.finish();
  }

  /**
   * Whether a multiple of the step lies between a point and its neighbour to the right or below.
   */
  private static boolean isLine(float[] distances, int i, double step) {
    double band = Math.floor(distances[i] / step);
    boolean right = (i + 1) % SIDE > 0 && Math.floor(distances[i + 1] / step) != band;
    boolean below = i + SIDE < distances.length && Math.floor(distances[i + SIDE] / step) != band;
    return right || below;
  }
}
