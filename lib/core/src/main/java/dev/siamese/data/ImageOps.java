package dev.siamese.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operations on grey images as bytes, row by row. */
final class ImageOps {

  private ImageOps() {}

  /** Images of one size, one set after the other. */
  static Images concat(List<Images> parts, Targets targets) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there are no images: at least one is needed");
    }
    int height = parts.get(0).height();
    int width = parts.get(0).width();
    var pixels = new byte[Math.multiplyExact(targets.size(), height * width)];
    int offset = 0;
    for (var part : parts) {
      if (part.height() != height || part.width() != width) {
        throw new IllegalArgumentException(
            "images of %d×%d and of %d×%d pixels: resize them to one size first"
                .formatted(height, width, part.height(), part.width()));
      }
      System.arraycopy(part.pixels(), 0, pixels, offset, part.pixels().length);
      offset += part.pixels().length;
    }
    return new Images(height, width, pixels, targets);
  }

  /** Some of the images of {@code area} pixels each. */
  static byte[] select(byte[] pixels, int area, int... rows) {
    var some = new byte[Math.multiplyExact(rows.length, area)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels, rows[i] * area, some, i * area, area);
    }
    return some;
  }

  /** Grey values from 0 to 1. */
  static float[] toFloats(byte[] pixels) {
    var values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 255) / 255f;
    }
    return values;
  }

  /** All images resized by area averaging. */
  static byte[] resized(byte[] pixels, int height, int width, int newHeight, int newWidth) {
    int area = height * width;
    int newArea = newHeight * newWidth;
    int count = pixels.length / area;
    var resize = AreaResize.of(height, width, newHeight, newWidth);
    var resized = new byte[Math.multiplyExact(count, newArea)];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> resize.apply(pixels, i * area, height, resized, i * newArea));
    return resized;
  }

  /** The negative of all pixels. */
  static byte[] inverted(byte[] pixels) {
    var negative = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      negative[i] = (byte) ~pixels[i];
    }
    return negative;
  }

  /** Values from 0 to 1 as bytes; values outside are clamped. */
  static byte[] toBytes(float[] values) {
    var pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[i])));
    }
    return pixels;
  }

  /** Square images, followed by their rotations by 90, 180 and 270 degrees counter-clockwise. */
  static byte[] withRotations(byte[] pixels, int height, int width) {
    if (height != width) {
      throw new IllegalArgumentException(
          "rotated classes need square images, not %d×%d: resize them first"
              .formatted(height, width));
    }
    var rotated = Arrays.copyOf(pixels, Math.multiplyExact(4, pixels.length));
    int side = width;
    int area = side * side;
    for (int offset = pixels.length; offset < rotated.length; offset += area) {
      int source = offset - pixels.length;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          rotated[offset + y * side + x] = rotated[source + x * side + side - 1 - y];
        }
      }
    }
    return rotated;
  }

  /** Resizes images of one size by area averaging: a new pixel is the mean of what it covers. */
  private record AreaResize(Overlap[] columns, Overlap[] rows, int width) {

    static AreaResize of(int height, int width, int newHeight, int newWidth) {
      return new AreaResize(
          Overlap.table(width, newWidth), Overlap.table(height, newHeight), width);
    }

    void apply(byte[] source, int sourceOffset, int height, byte[] target, int offset) {
      var narrow = new float[height * columns.length];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < columns.length; x++) {
          var overlap = columns[x];
          float sum = 0;
          for (int k = 0; k < overlap.weights.length; k++) {
            int pixel = source[sourceOffset + y * width + overlap.start + k] & 255;
            sum += overlap.weights[k] * pixel;
          }
          narrow[y * columns.length + x] = sum;
        }
      }
      for (int y = 0; y < rows.length; y++) {
        var overlap = rows[y];
        for (int x = 0; x < columns.length; x++) {
          float sum = 0.5f;
          for (int k = 0; k < overlap.weights.length; k++) {
            sum += overlap.weights[k] * narrow[(overlap.start + k) * columns.length + x];
          }
          target[offset + y * columns.length + x] = (byte) (int) sum;
        }
      }
    }
  }

  /** The source pixels that one resized pixel covers along one axis, and their weights. */
  private record Overlap(int start, float[] weights) {

    static Overlap[] table(int from, int to) {
      var table = new Overlap[to];
      double step = (double) from / to;
      for (int i = 0; i < to; i++) {
        double left = i * step;
        double right = Math.min(from, left + step);
        int start = (int) left;
        var weights = new float[(int) Math.ceil(right - 1e-9) - start];
        for (int k = 0; k < weights.length; k++) {
          double covered = Math.min(right, start + k + 1) - Math.max(left, start + k);
          weights[k] = (float) (covered / (right - left));
        }
        table[i] = new Overlap(start, weights);
      }
      return table;
    }
  }
}
