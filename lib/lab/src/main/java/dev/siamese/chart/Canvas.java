package dev.siamese.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;

/** A white image with a title, and the graphics to draw on it. */
record Canvas(BufferedImage image, Graphics2D graphics) {

  static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 15);

  /**
   * An empty image; the title takes the top 26 units.
   *
   * @param width in units of the graphics
   * @param pixelRatio pixels per unit
   */
  static Canvas of(int width, int height, String title, double pixelRatio) {
    var image =
        new BufferedImage(
            (int) Math.round(width * pixelRatio),
            (int) Math.round(height * pixelRatio),
            BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.scale(pixelRatio, pixelRatio);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Palette.TEXT);
    graphics.setFont(BOLD);
    graphics.drawString(title, 10, 20);
    graphics.setFont(PLAIN);
    return new Canvas(image, graphics);
  }

  /** The least width of an image with a title. */
  static int titleWidth(String title) {
    var bounds = BOLD.getStringBounds(title, new FontRenderContext(null, true, true));
    return title.isEmpty() ? 0 : (int) Math.ceil(bounds.getWidth()) + 20;
  }

  /** Draws text that ends at x. */
  void rightAligned(String text, int x, int baseline) {
    graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text), baseline);
  }

  /** Ends drawing and returns the image. */
  BufferedImage finish() {
    graphics.dispose();
    return image;
  }
}
