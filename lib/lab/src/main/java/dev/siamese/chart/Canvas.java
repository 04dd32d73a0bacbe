package dev.siamese.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A white picture with a title, and a pen for it in the project's style. */
record Canvas(BufferedImage image, Graphics2D graphics) {

  static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 15);

  /** An empty picture; the title stands in the uppermost 26 pixels. */
  static Canvas of(int width, int height, String title) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Palette.TEXT);
    pen.setFont(BOLD);
    pen.drawString(title, 10, 20);
    pen.setFont(PLAIN);
    return new Canvas(picture, pen);
  }

  /** Writes text whose middle is at x. */
  void centred(String text, int x, int baseline) {
    graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, baseline);
  }

  /** Writes text that ends at x. */
  void rightAligned(String text, int x, int baseline) {
    graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text), baseline);
  }

  /** Puts the pen away; gives the picture. */
  BufferedImage finish() {
    graphics.dispose();
    return image;
  }
}
