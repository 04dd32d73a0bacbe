package dev.siamese.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads PGM, the grey format of Netpbm, which the JDK does not read: binary ({@code P5}) or plain
 * ({@code P2}), with one or two bytes per pixel (netpbm.sourceforge.net/doc/pgm.html). Of several
 * images in a file the first is read.
 */
final class Pgm {

  private final byte[] bytes;
  private int at;

  private Pgm(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether a file with this content is a PGM. */
  static boolean matches(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 'P' && (bytes[1] == '5' || bytes[1] == '2');
  }

  /**
   * The image, scaled so that the file's maximum value is white.
   *
   * @throws IOException if the content is invalid
   */
  static BufferedImage read(byte[] bytes) throws IOException {
    return new Pgm(bytes).image();
  }

  private BufferedImage image() throws IOException {
    boolean plain = bytes[1] == '2';
    at = 2;
    int width = number("width");
    int height = number("height");
    int max = number("maximum value");
    if (width < 1 || height < 1 || max < 1 || max > 65535) {
      throw new IOException(
          "a PGM of %d×%d pixels and maximum value %d: sizes must be above 0, the value 1 to 65535"
              .formatted(width, height, max));
    }
    at++; // exactly one white space: the first pixel may look like another
    int bytesPerPixel = max > 255 ? 2 : 1;
    long left = bytes.length - (long) at;
    long needed = (long) width * height * (plain ? 2 : bytesPerPixel) - (plain ? 1 : 0);
    if (left < needed) { // before memory is allocated for a damaged header
      throw new IOException(
          "a PGM of %d×%d pixels needs %d bytes after its header, but %d are there"
              .formatted(width, height, needed, Math.max(0, left)));
    }
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    var grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      int value = plain ? number("pixel") : pixel(bytesPerPixel);
      if (value > max) {
        throw new IOException(
            "pixel %d of a PGM is %d, above its maximum value %d".formatted(i, value, max));
      }
      grey[i] = (byte) ((255 * value + max / 2) / max);
    }
    image.getRaster().setDataElements(0, 0, width, height, grey);
    return image;
  }

  private int pixel(int size) {
    int value = bytes[at++] & 255;
    return size == 1 ? value : value << 8 | bytes[at++] & 255;
  }

  /** The next decimal number; white space and comments before it are skipped. */
  private int number(String what) throws IOException {
    while (at < bytes.length && (Character.isWhitespace(bytes[at]) || bytes[at] == '#')) {
      if (bytes[at] == '#') {
        while (at < bytes.length && bytes[at] != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
    int start = at;
    while (at < bytes.length && at - start < 9 && Character.isDigit(bytes[at])) {
      at++;
    }
    if (at == start) {
      throw new IOException("a PGM has no %s at byte %d".formatted(what, start));
    }
    return Integer.parseInt(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }
}
