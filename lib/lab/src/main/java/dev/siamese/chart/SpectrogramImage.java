package dev.siamese.chart;

import java.awt.image.BufferedImage;

/** A spectrogram as an image: time from left to right, low frequencies at the bottom. */
public final class SpectrogramImage {

  private static final int CELL_SIZE = 4;

  private SpectrogramImage() {}

  /**
   * Draws a spectrogram from white, its minimum, to black, its maximum.
   *
   * @param spectrogram (bands, frames), the lowest band first
   * @return one pixel block per value, the lowest band at the bottom
   */
  public static BufferedImage draw(float[][] spectrogram) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (var band : spectrogram) {
      for (float value : band) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    var scale = ColorScale.values(low, high);
    int height = spectrogram.length * CELL_SIZE;
    int width = spectrogram[0].length * CELL_SIZE;
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      var band = spectrogram[spectrogram.length - 1 - y / CELL_SIZE];
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, scale.colorAt(band[x / CELL_SIZE]).getRGB());
      }
    }
    return image;
  }
}
