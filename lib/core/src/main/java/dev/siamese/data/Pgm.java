package dev.siamese.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The grey format of Netpbm, which the JDK does not know: binary ({@code P5}) or plain ({@code
 * P2}), of one or two bytes a pixel, as netpbm.sourceforge.net/doc/pgm.html lays it down. Of a file
 * with several pictures the first is read.
 */
final class Pgm {

  private final byte[] bytes;
  private int at;

  private Pgm(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether a file with this content is meant to be one. */
  static boolean matches(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 'P' && (bytes[1] == '5' || bytes[1] == '2');
  }

  /**
   * A picture whose greatest value is white, whatever that value is in the file.
   *
   * @throws IOException saying what is wrong with the content
   */
  static BufferedImage read(byte[] bytes) throws IOException {
    return new Pgm(bytes).picture();
  }

  private BufferedImage picture() throws IOException {
    boolean plain = bytes[1] == '2';
    at = 2;
    int width = number("width");
    int height = number("height");
    int white = number("greatest value");
    if (width < 1 || height < 1 || white < 1 || white > 65535) {
      throw new IOException(
          "a PGM of %d×%d pixels with values up to %d: sizes must be above 0, values from 1 to 65535"
              .formatted(width, height, white));
    }
    at++; // one white space, whatever the first pixel looks like
    int bytesPerPixel = white > 255 ? 2 : 1;
    long left = bytes.length - (long) at;
    long needed = (long) width * height * (plain ? 2 : bytesPerPixel) - (plain ? 1 : 0);
    if (left < needed) { // before memory is taken for what a broken header says
      throw new IOException(
          "a PGM of %d×%d pixels needs %d bytes after its header, but %d are there"
              .formatted(width, height, needed, Math.max(0, left)));
    }
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    var grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      int value = plain ? number("pixel") : pixel(bytesPerPixel);
      if (value > white) {
        throw new IOException(
            "pixel %d of a PGM is %d, above its greatest value %d".formatted(i, value, white));
      }
      grey[i] = (byte) ((255 * value + white / 2) / white);
    }
    picture.getRaster().setDataElements(0, 0, width, height, grey);
    return picture;
  }

  private int pixel(int size) {
    int value = bytes[at++] & 255;
    return size == 1 ? value : value << 8 | bytes[at++] & 255;
  }

  /** The next number in decimal digits; white space and comments before it are skipped. */
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
      throw new IOException("a PGM without its " + what + " at byte " + start);
    }
    return Integer.parseInt(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }
}
