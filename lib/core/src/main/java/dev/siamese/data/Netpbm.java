package dev.siamese.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads PGM and PPM, the grey and the colour format of Netpbm, which the JDK does not read: binary
 * ({@code P5, P6}) or plain ({@code P2, P3}), with one or two bytes per sample
 * (netpbm.sourceforge.net/doc). Of several images in a file the first is read.
 */
final class Netpbm {

  private final byte[] bytes;
  private int at;

  private Netpbm(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether a file with this content is a PGM or PPM. */
  static boolean matches(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 'P' && "2356".indexOf(bytes[1]) >= 0;
  }

  /**
   * The image, scaled so that the file's maximum value is white.
   *
   * @throws IOException if the content is invalid
   */
  static BufferedImage read(byte[] bytes) throws IOException {
    return new Netpbm(bytes).image();
  }

  private BufferedImage image() throws IOException {
    boolean plain = bytes[1] == '2' || bytes[1] == '3';
    int bands = bytes[1] == '3' || bytes[1] == '6' ? 3 : 1;
    at = 2;
    int width = number("width");
    int height = number("height");
    int max = number("maximum value");
    if (width < 1 || height < 1 || max < 1 || max > 65535) {
      throw new IOException(
          "an image of %d×%d pixels and maximum value %d: sizes must be above 0, the value 1 to 65535"
              .formatted(width, height, max));
    }
    at++; // exactly one white space: the first pixel may look like another
    int bytesPerSample = max > 255 ? 2 : 1;
    long left = bytes.length - (long) at;
    long needed = (long) width * height * bands * (plain ? 2 : bytesPerSample) - (plain ? 1 : 0);
    if (left < needed) { // before memory is allocated for a damaged header
      throw new IOException(
          "an image of %d×%d pixels needs %d bytes after its header, but %d are there"
              .formatted(width, height, needed, Math.max(0, left)));
    }
    int type = bands == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    var image = new BufferedImage(width, height, type);
    var samples = new int[Math.multiplyExact(width * height, bands)];
    for (int i = 0; i < samples.length; i++) {
      int value = plain ? number("sample") : sample(bytesPerSample);
      if (value > max) {
        throw new IOException(
            "sample %d is %d, above the maximum value %d".formatted(i, value, max));
      }
      samples[i] = (255 * value + max / 2) / max;
    }
    image.getRaster().setPixels(0, 0, width, height, samples);
    return image;
  }

  private int sample(int size) {
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
      throw new IOException("there is no %s at byte %d".formatted(what, start));
    }
    return Integer.parseInt(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
  }
}
