package dev.siamese.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds what is written in pictures of any size, and brings it to one size: cut out, scaled as a
 * whole to fit, in the middle of white paper, the ink black.
 *
 * <p>Ink is what is darker than Otsu's threshold (1979), which parts a picture's grey values into
 * the two most even heaps. The mean of the darker heap becomes 0, that of the lighter 255; so light
 * pencil on grey paper comes out as a pen on white does. Pictures that were brought to a size
 * before stay nearly as they are.
 *
 * @param height of the result in pixels
 * @param width of the result in pixels
 */
public record WritingNormalizer(int height, int width) {

  /**
   * A speck is not the end of a line: of the ink, so little may lie beyond each side of the box.
   */
  private static final double SPECKS = 0.001;

  private static final int MARGIN = 2;

  public WritingNormalizer {
    if (height < 8 || width < 8) {
      throw new IllegalArgumentException(
          "writing of %d×%d pixels cannot be read: at least 8×8".formatted(height, width));
    }
  }

  /**
   * All images, found and brought to this size.
   *
   * @throws DataException if there is nothing on one of them
   */
  public Images apply(Images images) {
    int area = height * width;
    var pixels = new byte[images.size() * area];
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            row -> {
              var grey = new byte[images.height() * images.width()];
              images.copyPixels(row, grey);
              applyTo("picture " + row, grey, images.height(), images.width(), pixels, row * area);
            });
    return new Images(height, width, pixels, images.labels(), images.classes());
  }

  /**
   * Finds the writing of one picture and puts it into an array of many.
   *
   * @param name what to call the picture if it is blank
   */
  void applyTo(String name, byte[] grey, int fromHeight, int fromWidth, byte[] target, int offset) {
    var heaps = OtsuSplit.of(grey);
    if (heaps.lighter() - heaps.darker() < 16) {
      throw new DataException(name + " is blank: there is no ink on it");
    }
    var box = Box.of(grey, fromHeight, fromWidth, heaps.threshold());
    double scale =
        Math.min(
            (height - 2.0 * MARGIN) / (box.bottom - box.top),
            (width - 2.0 * MARGIN) / (box.right - box.left));
    int high = Math.max(1, (int) Math.round(scale * (box.bottom - box.top)));
    int wide = Math.max(1, (int) Math.round(scale * (box.right - box.left)));
    var cut = box.cut(grey, fromWidth, heaps);
    var fitted = cut.resized(high, wide);
    var small = new byte[high * wide];
    fitted.copyPixels(0, small);
    Arrays.fill(target, offset, offset + height * width, (byte) 255);
    int top = (height - high) / 2;
    int left = (width - wide) / 2;
    for (int y = 0; y < high; y++) {
      System.arraycopy(small, y * wide, target, offset + (top + y) * width + left, wide);
    }
  }

  /**
   * The two heaps of a picture's grey values.
   *
   * @param threshold the darkest value of the lighter one
   * @param darker its mean
   * @param lighter its mean
   */
  private record OtsuSplit(int threshold, double darker, double lighter) {

    static OtsuSplit of(byte[] grey) {
      var count = new long[256];
      long sum = 0;
      for (byte value : grey) {
        count[value & 255]++;
        sum += value & 255;
      }
      var best = new OtsuSplit(0, 0, 0);
      double widest = 0;
      long below = 0;
      long belowSum = 0;
      for (int threshold = 1; threshold < 256; threshold++) {
        below += count[threshold - 1];
        belowSum += (threshold - 1) * count[threshold - 1];
        long above = grey.length - below;
        if (below == 0 || above == 0) {
          continue;
        }
        double darker = (double) belowSum / below;
        double lighter = (double) (sum - belowSum) / above;
        double between = (double) below * above * (lighter - darker) * (lighter - darker);
        if (between > widest) {
          widest = between;
          best = new OtsuSplit(threshold, darker, lighter);
        }
      }
      return best;
    }

    byte cleaned(byte value) {
      double ink = (lighter - (value & 255)) / (lighter - darker);
      return (byte) Math.round(255 * (1 - Math.max(0, Math.min(1, ink))));
    }
  }

  /** Where the ink is; the last row and column are the first that it does not hold. */
  private record Box(int top, int bottom, int left, int right) {

    static Box of(byte[] grey, int height, int width, int threshold) {
      var rows = new int[height];
      var columns = new int[width];
      for (int i = 0; i < grey.length; i++) {
        if ((grey[i] & 255) < threshold) {
          rows[i / width]++;
          columns[i % width]++;
        }
      }
      var down = held(rows);
      var across = held(columns);
      return new Box(down[0], down[1], across[0], across[1]);
    }

    private static int[] held(int[] ink) {
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

    Images cut(byte[] grey, int width, OtsuSplit heaps) {
      int across = right - left;
      var cut = new byte[(bottom - top) * across];
      for (int i = 0; i < cut.length; i++) {
        cut[i] = heaps.cleaned(grey[(top + i / across) * width + left + i % across]);
      }
      return new Images(
          bottom - top, across, cut, new int[1], List.of(new ClassInfo("writing", "")));
    }
  }
}
