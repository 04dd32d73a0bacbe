package dev.siamese.match;

import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An image divided into patches, each of which can be replaced by the mean of the border.
 *
 * @param channels of the image
 * @param width of the image in pixels
 * @param pixels channel by channel, row by row
 * @param means of the border of each channel
 * @param patches from top to bottom, from left to right
 * @param targets the class of the image
 */
record ImagePatches(
    int channels,
    int width,
    byte[] pixels,
    byte[] means,
    List<Rectangle> patches,
    Targets targets) {

  private static final int PATCHES = 12; // along the longer side

  /** About square patches of one image. */
  static ImagePatches of(Images image) {
    int height = image.height();
    int width = image.width();
    double side = Math.max(1, Math.max(height, width) / (double) PATCHES);
    int rows = (int) Math.max(1, Math.round(height / side));
    int columns = (int) Math.max(1, Math.round(width / side));
    var patches = new ArrayList<Rectangle>();
    for (int row = 0; row < rows; row++) {
      int top = row * height / rows;
      for (int column = 0; column < columns; column++) {
        int left = column * width / columns;
        int right = (column + 1) * width / columns;
        int bottom = (row + 1) * height / rows;
        patches.add(new Rectangle(left, top, right - left, bottom - top));
      }
    }
    var values = image.pixels(0);
    var pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * values[i]);
    }
    var means = new byte[image.channels()];
    for (int channel = 0; channel < means.length; channel++) {
      means[channel] = borderMean(pixels, channel * height * width, height, width);
    }
    return new ImagePatches(means.length, width, pixels, means, patches, image.targets());
  }

  private static byte borderMean(byte[] pixels, int start, int height, int width) {
    long sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      int step =
          y == 0 || y == height - 1 ? 1 : Math.max(1, width - 1); // else both ends of the row
      for (int x = 0; x < width; x += step) {
        sum += pixels[start + y * width + x] & 255;
        count++;
      }
    }
    return (byte) Math.round((double) sum / count);
  }

  /**
   * Copies of the image.
   *
   * @param occluded for each copy the index of its occluded patch; -1 for none
   */
  Images copies(int... occluded) {
    int area = pixels.length / channels;
    var all = new byte[Math.multiplyExact(occluded.length, pixels.length)];
    for (int copy = 0; copy < occluded.length; copy++) {
      System.arraycopy(pixels, 0, all, copy * pixels.length, pixels.length);
      for (int channel = 0; occluded[copy] >= 0 && channel < channels; channel++) {
        var patch = patches.get(occluded[copy]);
        for (int y = patch.y; y < patch.y + patch.height; y++) {
          int start = copy * pixels.length + channel * area + y * width + patch.x;
          Arrays.fill(all, start, start + patch.width, means[channel]);
        }
      }
    }
    var classes = targets.select(new int[occluded.length]);
    return new Images(channels, area / width, width, all, classes);
  }
}
