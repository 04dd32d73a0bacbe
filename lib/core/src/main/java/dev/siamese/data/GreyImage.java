package dev.siamese.data;

import java.awt.image.BufferedImage;

/**
 * One grey image.
 *
 * @param height in pixels
 * @param width in pixels
 * @param pixels row by row, 0 is black
 */
record GreyImage(int height, int width, byte[] pixels) {

  static GreyImage of(BufferedImage image) {
    var pixels = new byte[Math.multiplyExact(image.getHeight(), image.getWidth())];
    Grayscale.convert(image, pixels, 0);
    return new GreyImage(image.getHeight(), image.getWidth(), pixels);
  }

  /**
   * The upright image.
   *
   * @param orientation of the stored image, as in EXIF, from 1 to 8; 1 is upright
   */
  GreyImage upright(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean transposed = orientation > 4;
    int newHeight = transposed ? width : height;
    int newWidth = transposed ? height : width;
    var turned = new byte[pixels.length];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int fromX = transposed ? y : x;
        int fromY = transposed ? x : y;
        boolean flipX =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean flipY =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        fromX = flipX ? width - 1 - fromX : fromX;
        fromY = flipY ? height - 1 - fromY : fromY;
        turned[y * newWidth + x] = pixels[fromY * width + fromX];
      }
    }
    return new GreyImage(newHeight, newWidth, turned);
  }
}
