package dev.siamese.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * Grey values of an image of any kind: the stored samples scaled to 8 bits, colours by luma (Rec.
 * 601), transparent pixels on white.
 *
 * <p>Samples are taken as they are stored, because Java's own conversion to RGB treats grey values
 * as linear light and applies colour profiles.
 */
final class Grayscale {

  private static final int MAX = 255;

  private Grayscale() {}

  /** Writes {@code height × width} grey values, row by row, from 0 (black) to 255 (white). */
  static void convert(BufferedImage image, byte[] target, int offset) {
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      int width = image.getWidth();
      int height = image.getHeight();
      var grey = (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
      System.arraycopy(grey, 0, target, offset, grey.length);
    } else if (colourBands(image) > 0) {
      convertSamples(image, target, offset);
    } else {
      convertRgb(image, target, offset);
    }
  }

  /** 1 for samples of grey, 3 for RGB, 4 for CMYK, 0 for other images. */
  private static int colourBands(BufferedImage image) {
    if (image.getColorModel() instanceof ComponentColorModel model
        && (model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT)) {
      return switch (model.getColorSpace().getType()) {
        case ColorSpace.TYPE_GRAY -> 1;
        case ColorSpace.TYPE_RGB -> 3;
        case ColorSpace.TYPE_CMYK -> 4;
        default -> 0;
      };
    }
    return 0;
  }

  private static void convertSamples(BufferedImage image, byte[] target, int offset) {
    int width = image.getWidth();
    var model = image.getColorModel();
    int colours = colourBands(image);
    int bands = model.hasAlpha() ? colours + 1 : colours;
    var row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int pixel = x * bands;
        for (int band = 0; band < bands; band++) {
          row[pixel + band] = toBytes(row[pixel + band], model.getComponentSize(band));
        }
        int grey =
            switch (colours) {
              case 1 -> row[pixel];
              case 3 -> luma(row[pixel], row[pixel + 1], row[pixel + 2]);
              default -> luma(row[pixel], row[pixel + 1], row[pixel + 2], row[pixel + 3]);
            };
        int alpha = model.hasAlpha() ? row[pixel + colours] : MAX;
        target[offset + y * width + x] =
            (byte) (model.isAlphaPremultiplied() ? grey + MAX - alpha : onWhite(grey, alpha));
      }
    }
  }

  private static int toBytes(int sample, int bits) {
    long max = (1L << bits) - 1;
    return max == MAX ? sample : (int) ((2L * MAX * sample + max) / (2 * max));
  }

  private static void convertRgb(BufferedImage image, byte[] target, int offset) {
    int width = image.getWidth();
    var rgb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      int grey = luma(rgb[i] >> 16 & MAX, rgb[i] >> 8 & MAX, rgb[i] & MAX);
      target[offset + i] = (byte) onWhite(grey, rgb[i] >>> 24);
    }
  }

  private static int luma(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }

  private static int luma(int cyan, int magenta, int yellow, int black) {
    int white = MAX - black;
    return luma(
        white - white * cyan / MAX, white - white * magenta / MAX, white - white * yellow / MAX);
  }

  private static int onWhite(int grey, int alpha) {
    return (2 * (grey * alpha + MAX * (MAX - alpha)) + MAX) / (2 * MAX);
  }
}
