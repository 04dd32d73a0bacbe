package dev.siamese.chart;

import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** A chart that a function draws on a canvas of a fixed size. */
record Drawing(String title, String altText, int width, int height, Consumer<Canvas> painter)
    implements Chart {

  @Override
  public BufferedImage draw(double pixelRatio) {
    var canvas = Canvas.of(width, height, title, pixelRatio);
    painter.accept(canvas);
    return canvas.finish();
  }
}
