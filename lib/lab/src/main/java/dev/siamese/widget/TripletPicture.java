package dev.siamese.widget;

import dev.siamese.chart.Chart;
import dev.siamese.chart.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * A triplet and the regions of its negative, where {@code triplet-explorer.js} starts.
 *
 * @param title printed above
 * @param margin of the loss
 */
record TripletPicture(String title, double margin) implements Chart {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 430;
  private static final int SCALE = 150; // units per unit of distance
  private static final double[] ANCHOR = {-0.35, 0.05};
  private static final double[] POSITIVE = {0.3, -0.4};
  private static final double[] NEGATIVE = {0.3, 0.6};

  /** The points under the names that {@code triplet-explorer.js} gives them. */
  static Map<String, double[]> points() {
    return Map.of("a", ANCHOR, "p", POSITIVE, "n", NEGATIVE);
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    var image =
        new BufferedImage(
            (int) Math.round(WIDTH * pixelRatio),
            (int) Math.round(HEIGHT * pixelRatio),
            BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.scale(pixelRatio, pixelRatio);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(new Color(0xF8EFF4)); // easy
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    graphics.setColor(Palette.TEXT);
    graphics.drawString(title, 10, 22);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    double radius = Math.hypot(ANCHOR[0] - POSITIVE[0], ANCHOR[1] - POSITIVE[1]);
    disc(graphics, radius + margin, new Color(0xF9EBD0), "semi-hard");
    disc(graphics, radius, new Color(0xD6EAF8), "hard");
    graphics.drawString("easy", 14, HEIGHT - 14);
    line(graphics, POSITIVE, Palette.SAME);
    line(graphics, NEGATIVE, Palette.DIFFERENT);
    point(graphics, ANCHOR, Palette.TEXT, "a", "anchor");
    point(graphics, POSITIVE, Palette.SAME, "p", "positive");
    point(graphics, NEGATIVE, Palette.DIFFERENT, "n", "negative");
    graphics.dispose();
    return image;
  }

  private static double x(double[] point) {
    return WIDTH / 2.0 + SCALE * point[0];
  }

  private static double y(double[] point) {
    return HEIGHT / 2.0 + 10 - SCALE * point[1];
  }

  private static void disc(Graphics2D graphics, double radius, Color color, String name) {
    double r = SCALE * radius;
    var disc = new Ellipse2D.Double(x(ANCHOR) - r, y(ANCHOR) - r, 2 * r, 2 * r);
    graphics.setColor(color);
    graphics.fill(disc);
    graphics.setColor(Palette.TEXT);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(disc);
    int width = graphics.getFontMetrics().stringWidth(name);
    graphics.drawString(name, (float) (x(ANCHOR) - width / 2.0), (float) (y(ANCHOR) - r + 17));
  }

  private static void line(Graphics2D graphics, double[] to, Color color) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(2));
    graphics.draw(new Line2D.Double(x(ANCHOR), y(ANCHOR), x(to), y(to)));
  }

  private static void point(
      Graphics2D graphics, double[] at, Color color, String letter, String name) {
    graphics.setColor(color);
    graphics.fill(new Ellipse2D.Double(x(at) - 13, y(at) - 13, 26, 26));
    boolean left = at == ANCHOR; // its lines go to the right
    int nameWidth = graphics.getFontMetrics().stringWidth(name);
    double nameX = left ? x(at) - 18 - nameWidth : x(at) + 17;
    graphics.drawString(name, (float) nameX, (float) y(at) + (left ? 5 : 20));
    graphics.setColor(Color.WHITE);
    int width = graphics.getFontMetrics().stringWidth(letter);
    graphics.drawString(letter, (float) (x(at) - width / 2.0), (float) y(at) + 5);
  }
}
