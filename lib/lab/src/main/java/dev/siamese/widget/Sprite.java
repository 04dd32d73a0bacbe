package dev.siamese.widget;

import dev.siamese.chart.Figure;
import dev.siamese.data.Images;
import java.awt.image.BufferedImage;

/** Many grey images in one PNG file, which a page loads once. */
final class Sprite {

  private Sprite() {}

  /**
   * The images, row by row, as Base64.
   *
   * @param images grey, of one size
   * @param columns images per row
   * @param greys steps from black to white, 1 to 255; fewer make the file smaller
   */
  static String base64(Images images, int columns, int greys) {
    int side = images.width();
    int rows = (images.size() + columns - 1) / columns;
    var sprite = new BufferedImage(columns * side, rows * side, BufferedImage.TYPE_BYTE_GRAY);
    var raster = sprite.getRaster();
    for (int row = 0; row < rows * columns; row++) {
      var pixels = row < images.size() ? images.pixels(row) : null;
      for (int i = 0; i < side * side; i++) {
        int grey = pixels == null ? 255 : Math.round(pixels[i] * greys) * 255 / greys;
        raster.setSample(row % columns * side + i % side, row / columns * side + i / side, 0, grey);
      }
    }
    return Figure.base64(sprite);
  }
}
