package dev.siamese.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalises images of handwriting: crops to the ink, resizes to one size with the aspect ratio
 * kept, and centres black ink on white.
 *
 * <p>Ink is what is darker than Otsu's threshold (1979). The mean of the darker class of pixels
 * becomes 0, that of the lighter class 255, so that light pencil on grey paper looks like a pen on
 * white. Images that are normalised already change little.
 *
 * @param height of the result in pixels, at least 8
 * @param width of the result in pixels, at least 8
 */
public record WritingNormalizer(int height, int width) {

  /** Fraction of the ink that may lie outside each side of the bounding box (ignores specks). */
  private static final double SPECKS = 0.001;

  private static final int MARGIN = 2;

  /** An image whose darker and lighter pixels differ less has no ink. */
  private static final double MIN_CONTRAST = 16;

  /**
   * Checks the values.
   *
   * @param height of the result in pixels, at least 8
   * @param width of the result in pixels, at least 8
   * @throws IllegalArgumentException if one is below 8
   */
  public WritingNormalizer {
    if (height < 8 || width < 8) {
      throw new IllegalArgumentException(
          "%d×%d pixels: height and width must be at least 8".formatted(height, width));
    }
  }

  /**
   * {@return all images, normalised}
   *
   * @param images of handwriting
   * @throws DataException naming an image without ink
   */
  public Images apply(Images images) {
    var grey = images.withChannels(1);
    int area = height * width;
    var pixels = new byte[Math.multiplyExact(images.size(), area)];
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            row -> {
              int sourceArea = images.height() * images.width();
              var ink = ImageOps.select(grey.pixels(), sourceArea, row);
              var name = "image %d (%s)".formatted(row, images.classes().get(images.label(row)));
              apply(name, ink, images.width(), pixels, row * area);
            });
    return new Images(height, width, pixels, images.targets());
  }

  /**
   * {@return the images of files, which may be of any size, normalised}
   *
   * @param files in a format that {@link Images#read} reads
   * @param targets the class of each file
   * @throws DataException naming a file that cannot be read or is blank
   */
  public Images read(List<Path> files, Targets targets) {
    int area = height * width;
    var pixels = new byte[Math.multiplyExact(files.size(), area)];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            row -> {
              var image = ImageCodec.read(files.get(row)).grey();
              var name = "the image " + files.get(row);
              apply(name, image.pixels(), image.width(), pixels, row * area);
            });
    return new Images(height, width, pixels, targets);
  }

  private void apply(String name, byte[] grey, int fromWidth, byte[] target, int offset) {
    var otsu = Otsu.of(grey);
    if (otsu.lighter() - otsu.darker() < MIN_CONTRAST) {
      throw new DataException(name + " is blank: there is no ink on it");
    }
    var box = BoundingBox.of(grey, fromWidth, otsu.threshold());
    double scale =
        Math.min(
            (height - 2.0 * MARGIN) / (box.bottom - box.top),
            (width - 2.0 * MARGIN) / (box.right - box.left));
    int newHeight = Math.max(1, (int) Math.round(scale * (box.bottom - box.top)));
    int newWidth = Math.max(1, (int) Math.round(scale * (box.right - box.left)));
    var small = box.crop(grey, fromWidth, otsu).resized(newHeight, newWidth).pixels();
    Arrays.fill(target, offset, offset + height * width, (byte) 255);
    int top = (height - newHeight) / 2;
    int left = (width - newWidth) / 2;
    for (int y = 0; y < newHeight; y++) {
      System.arraycopy(small, y * newWidth, target, offset + (top + y) * width + left, newWidth);
    }
  }

  /**
   * The two classes of an image's pixels with the largest variance between them.
   *
   * @param threshold the darkest value of the lighter class
   * @param darker the mean of the darker class
   * @param lighter the mean of the lighter class
   */
  private record Otsu(int threshold, double darker, double lighter) {

    static Otsu of(byte[] grey) {
      var histogram = new long[256];
      long sum = 0;
      for (byte value : grey) {
        histogram[value & 255]++;
        sum += value & 255;
      }
      var best = new Otsu(0, 0, 0);
      double maxVariance = 0;
      long below = 0;
      long belowSum = 0;
      for (int threshold = 1; threshold < 256; threshold++) {
        below += histogram[threshold - 1];
        belowSum += (threshold - 1) * histogram[threshold - 1];
        long above = grey.length - below;
        if (below == 0 || above == 0) {
          continue;
        }
        double darker = (double) belowSum / below;
        double lighter = (double) (sum - belowSum) / above;
        double variance = (double) below * above * (lighter - darker) * (lighter - darker);
        if (variance > maxVariance) {
          maxVariance = variance;
          best = new Otsu(threshold, darker, lighter);
        }
      }
      return best;
    }

    byte normalized(byte value) {
      double ink = (lighter - (value & 255)) / (lighter - darker);
      return (byte) Math.round(255 * (1 - Math.max(0, Math.min(1, ink))));
    }
  }

  /** The bounding box of the ink; bottom and right are exclusive. */
  private record BoundingBox(int top, int bottom, int left, int right) {

    static BoundingBox of(byte[] grey, int width, int threshold) {
      var rows = new int[grey.length / width];
      var columns = new int[width];
      for (int i = 0; i < grey.length; i++) {
        if ((grey[i] & 255) < threshold) {
          rows[i / width]++;
          columns[i % width]++;
        }
      }
      var vertical = range(rows);
      var horizontal = range(columns);
      return new BoundingBox(vertical[0], vertical[1], horizontal[0], horizontal[1]);
    }

    private static int[] range(int[] ink) {
      double specks = SPECKS * Arrays.stream(ink).sum();
      int from = 0;
      for (double sum = ink[0]; sum <= specks; sum += ink[from]) {
        from++;
      }
      int to = ink.length;
      for (double sum = ink[to - 1]; sum <= specks; sum += ink[to - 1]) {
        to--;
      }
      return new int[] {from, to};
    }

    Images crop(byte[] grey, int width, Otsu otsu) {
      int cropWidth = right - left;
      var crop = new byte[(bottom - top) * cropWidth];
      for (int i = 0; i < crop.length; i++) {
        crop[i] = otsu.normalized(grey[(top + i / cropWidth) * width + left + i % cropWidth]);
      }
      return new Images(bottom - top, cropWidth, crop, Targets.of(0));
    }
  }
}
