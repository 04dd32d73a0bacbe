package dev.siamese.synthetic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A white sheet, and the black pen to draw on it. */
record DrawingSurface(BufferedImage image, Graphics2D graphics) {

  static DrawingSurface of(int width, int height) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    var pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.setColor(Color.BLACK);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return new DrawingSurface(picture, pen);
  }

  /** The picture as it is now, on which nothing more is drawn. */
  BufferedImage finish() {
    graphics.dispose();
    return image;
  }
}
