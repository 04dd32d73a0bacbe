package dev.siamese.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * Grey values of an image of any kind: luma (Rec. 601) of colours, the stored values of grey images
 * scaled to 8 bits, transparent pixels on white.
 */
final class Grayscale {

  private static final int MAX = 255;

  private Grayscale() {}

  /** Writes {@code height × width} grey values, row by row, from 0 (black) to 255 (white). */
  static void convert(BufferedImage image, byte[] target, int offset) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      var grey = (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
      System.arraycopy(grey, 0, target, offset, grey.length);
    } else if (hasGreySamples(image)) {
      convertSamples(image, target, offset);
    } else {
      convertColours(image, target, offset);
    }
  }

  /** Java's own conversion of such images to RGB treats their values as linear light. */
  private static boolean hasGreySamples(BufferedImage image) {
    return image.getColorModel() instanceof ComponentColorModel model
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && (model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT)
        && !model.isAlphaPremultiplied();
  }

  private static void convertSamples(BufferedImage image, byte[] target, int offset) {
    int width = image.getWidth();
    var raster = image.getRaster();
    var model = image.getColorModel();
    long max = (1L << model.getComponentSize(0)) - 1;
    long opaque = model.hasAlpha() ? (1L << model.getComponentSize(1)) - 1 : 1;
    int[] alpha = null;
    int[] grey = null;
    for (int y = 0; y < image.getHeight(); y++) {
      grey = raster.getSamples(0, y, width, 1, 0, grey);
      alpha = model.hasAlpha() ? raster.getSamples(0, y, width, 1, 1, alpha) : null;
      for (int x = 0; x < width; x++) {
        long value = (2 * MAX * grey[x] + max) / (2 * max);
        target[offset + y * width + x] = onWhite(value, alpha == null ? opaque : alpha[x], opaque);
      }
    }
  }

  private static void convertColours(BufferedImage image, byte[] target, int offset) {
    int width = image.getWidth();
    boolean hasAlpha = image.getColorModel().hasAlpha();
    var rgb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      int red = rgb[i] >> 16 & MAX;
      int green = rgb[i] >> 8 & MAX;
      int blue = rgb[i] & MAX;
      int luma = (299 * red + 587 * green + 114 * blue + 500) / 1000;
      target[offset + i] = onWhite(luma, hasAlpha ? rgb[i] >>> 24 : MAX, MAX);
    }
  }

  private static byte onWhite(long value, long alpha, long opaque) {
    return (byte) ((2 * (value * alpha + MAX * (opaque - alpha)) + opaque) / (2 * opaque));
  }
}
