package dev.siamese.chart;

import java.awt.image.BufferedImage;

/** A spectrogram as a picture: time from left to right, low frequencies below, loud is dark. */
public final class SpectrogramImage {

  private static final int CELL = 4;

  private SpectrogramImage() {}

  /**
   * Draws a plane, from white, its least number, to black, its greatest.
   *
   * @param plane (bands, frames), the lowest band first
   */
  public static BufferedImage of(float[][] plane) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (var band : plane) {
      for (float value : band) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    var scale = ColorScale.values(low, high);
    int height = plane.length * CELL;
    int width = plane[0].length * CELL;
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      var band = plane[plane.length - 1 - y / CELL];
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, scale.colorAt(band[x / CELL]).getRGB());
      }
    }
    return picture;
  }
}
