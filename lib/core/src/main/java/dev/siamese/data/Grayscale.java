package dev.siamese.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * Grey or RGB values of an image of any kind: the stored samples scaled to 8 bits, grey values of
 * colours by luma (Rec. 601), transparent pixels on white.
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
    } else {
      read(
          image,
          (pixel, red, green, blue, transparency) ->
              target[offset + pixel] = (byte) transparency.apply(luma(red, green, blue)));
    }
  }

  /** Writes the red, then the green, then the blue values, row by row: 3 × height × width. */
  static void toRgb(BufferedImage image, byte[] target) {
    int area = target.length / 3;
    read(
        image,
        (pixel, red, green, blue, transparency) -> {
          target[pixel] = (byte) transparency.apply(red);
          target[area + pixel] = (byte) transparency.apply(green);
          target[2 * area + pixel] = (byte) transparency.apply(blue);
        });
  }

  /** Receives the samples of one pixel before they are put on white. */
  private interface PixelSink {
    void accept(int pixel, int red, int green, int blue, Transparency transparency);
  }

  /** Puts a value on white. */
  private record Transparency(int alpha, boolean premultiplied) {

    static final Transparency OPAQUE = new Transparency(MAX, false);

    static Transparency of(int alpha, boolean premultiplied) {
      return alpha == MAX ? OPAQUE : new Transparency(alpha, premultiplied);
    }

    int apply(int value) {
      return premultiplied ? value + MAX - alpha : onWhite(value, alpha);
    }
  }

  private static void read(BufferedImage image, PixelSink sink) {
    if (colourBands(image) > 0) {
      readSamples(image, sink);
    } else {
      readRgb(image, sink);
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

  private static void readSamples(BufferedImage image, PixelSink sink) {
    int width = image.getWidth();
    var model = image.getColorModel();
    int colours = colourBands(image);
    int bands = model.hasAlpha() ? colours + 1 : colours;
    var row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        for (int band = 0; band < bands; band++) {
          row[at + band] = toBytes(row[at + band], model.getComponentSize(band));
        }
        int white = colours == 4 ? MAX - row[at + 3] : MAX; // what black leaves of white
        int red = row[at];
        int green = colours == 1 ? red : row[at + 1];
        int blue = colours == 1 ? red : row[at + 2];
        var transparency =
            Transparency.of(
                model.hasAlpha() ? row[at + colours] : MAX, model.isAlphaPremultiplied());
        if (colours == 4) {
          red = white - white * red / MAX;
          green = white - white * green / MAX;
          blue = white - white * blue / MAX;
        }
        sink.accept(y * width + x, red, green, blue, transparency);
      }
    }
  }

  private static int toBytes(int sample, int bits) {
    long max = (1L << bits) - 1;
    return max == MAX ? sample : (int) ((2L * MAX * sample + max) / (2 * max));
  }

  private static void readRgb(BufferedImage image, PixelSink sink) {
    int width = image.getWidth();
    var rgb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int i = 0; i < rgb.length; i++) {
      sink.accept(
          i,
          rgb[i] >> 16 & MAX,
          rgb[i] >> 8 & MAX,
          rgb[i] & MAX,
          Transparency.of(rgb[i] >>> 24, false));
    }
  }

  /** The brightness of a colour. */
  static int luma(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }

  private static int onWhite(int grey, int alpha) {
    return (2 * (grey * alpha + MAX * (MAX - alpha)) + MAX) / (2 * MAX);
  }
}
