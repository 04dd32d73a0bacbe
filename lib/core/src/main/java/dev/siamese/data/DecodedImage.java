package dev.siamese.data;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One image, channel by channel.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height in pixels
 * @param width in pixels
 * @param pixels channel by channel, row by row, 0 is black
 */
record DecodedImage(int channels, int height, int width, byte[] pixels) {

  /** Up to this difference of the channels a pixel is grey: compression colours grey pixels. */
  private static final int GREY_TOLERANCE = 8;

  /** Grey if all pixels are, otherwise in colour. */
  static DecodedImage of(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int area = Math.multiplyExact(height, width);
    if (image.getType() != BufferedImage.TYPE_BYTE_GRAY) {
      var colours = new byte[Math.multiplyExact(3, area)];
      Grayscale.toRgb(image, colours);
      if (isColour(colours, area)) {
        return new DecodedImage(3, height, width, colours);
      }
    }
    var grey = new byte[area];
    Grayscale.convert(image, grey, 0);
    return new DecodedImage(1, height, width, grey);
  }

  private static boolean isColour(byte[] pixels, int area) {
    for (int i = 0; i < area; i++) {
      int red = pixels[i] & 255;
      int green = pixels[area + i] & 255;
      int blue = pixels[2 * area + i] & 255;
      int spread = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
      if (spread > GREY_TOLERANCE) {
        return true;
      }
    }
    return false;
  }

  /** As a data set of one image. */
  Images named(String className) {
    return new Images(channels, height, width, pixels, Targets.unique(List.of(className)));
  }

  /** The grey values: of colours, their luma. */
  DecodedImage grey() {
    return new DecodedImage(
        1, height, width, ImageOps.withChannels(pixels, channels, 1, height * width));
  }

  /**
   * The upright image.
   *
   * @param orientation of the stored image, as in EXIF, from 1 to 8; 1 is upright
   */
  DecodedImage upright(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean transposed = orientation > 4;
    int newHeight = transposed ? width : height;
    int newWidth = transposed ? height : width;
    var turned = new byte[pixels.length];
    for (int row = 0; row < channels * newHeight; row++) {
      int plane = row / newHeight * height * width;
      int y = row % newHeight;
      for (int x = 0; x < newWidth; x++) {
        int fromX = transposed ? y : x;
        int fromY = transposed ? x : y;
        boolean flipX =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean flipY =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        fromX = flipX ? width - 1 - fromX : fromX;
        fromY = flipY ? height - 1 - fromY : fromY;
        turned[row * newWidth + x] = pixels[plane + fromY * width + fromX];
      }
    }
    return new DecodedImage(channels, newHeight, newWidth, turned);
  }
}
