package dev.siamese.synthetic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A white grey-scale image, and the graphics to draw on it in black. */
record DrawingSurface(BufferedImage image, Graphics2D graphics) {

  static DrawingSurface of(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLACK);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return new DrawingSurface(image, graphics);
  }

  /** Ends drawing and returns the image. */
  BufferedImage finish() {
    graphics.dispose();
    return image;
  }
}
