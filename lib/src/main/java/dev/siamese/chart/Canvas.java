package dev.siamese.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A white picture with its title in the project's style, to be drawn on. */
final class Canvas {

  /** How much room the title takes. */
  static final int TITLE = 40;

  /** How far everything stays away from the edge. */
  static final int MARGIN = 14;

  private final BufferedImage picture;
  private final Graphics2D pen;

  Canvas(String title, int width, int height) {
    picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    pen.setColor(Palette.TEXT);
    pen.drawString(title, MARGIN, 24);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
  }

  /** Writes with the colour of text and in its size, unless told otherwise. */
  Graphics2D pen() {
    return pen;
  }

  /** Ends the drawing. */
  BufferedImage picture() {
    pen.dispose();
    return picture;
  }
}
