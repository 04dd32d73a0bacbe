package dev.siamese.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.DirectBuffers;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operations on images as bytes, channel by channel, row by row. */
final class ImageOps {

  private ImageOps() {}

  /** Images of one size, one set after the other; in colour if one is. */
  static Images concat(List<Images> parts, Targets targets) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there are no images: at least one is needed");
    }
    int channels = parts.stream().mapToInt(Images::channels).max().getAsInt();
    int height = parts.get(0).height();
    int width = parts.get(0).width();
    var pixels = new byte[Math.multiplyExact(targets.size(), channels * height * width)];
    int offset = 0;
    for (var part : parts) {
      if (part.height() != height || part.width() != width) {
        throw new IllegalArgumentException(
            "images of %d×%d and of %d×%d pixels: resize them to one size first"
                .formatted(height, width, part.height(), part.width()));
      }
      var added = part.withChannels(channels).pixels();
      System.arraycopy(added, 0, pixels, offset, added.length);
      offset += added.length;
    }
    return new Images(channels, height, width, pixels, targets);
  }

  /** Images of a batch (N, 1 or 3, height, width), each a class of its own. */
  static Images fromBatch(NDArray batch) {
    var shape = batch.getShape();
    if (shape.dimension() != 4 || shape.get(1) != 1 && shape.get(1) != 3) {
      throw new IllegalArgumentException("images are (N, 1 or 3, height, width), not " + shape);
    }
    return new Images(
        (int) shape.get(1),
        (int) shape.get(2),
        (int) shape.get(3),
        toBytes(Tensors.toFloatArray(batch)),
        unlabeled((int) shape.get(0)));
  }

  /** Some images as a tensor from 0 to 1: (N, channels, height, width). */
  static NDList batch(Images images, NDManager manager, int[] rows) {
    int length = images.channels() * images.height() * images.width();
    var bytes = DirectBuffers.get(rows.length * length);
    for (int row : rows) {
      bytes.put(images.pixels(), row * length, length);
    }
    var shape = new Shape(rows.length, images.channels(), images.height(), images.width());
    try (var raw = Tensors.create(manager, bytes.rewind(), shape, DataType.UINT8)) {
      var batch = raw.toType(DataType.FLOAT32, false);
      batch.muli(Scalar.constant(1f / 255));
      return new NDList(batch);
    }
  }

  static Targets unlabeled(int count) {
    return Targets.unique(IntStream.range(0, count).mapToObj(i -> "image" + i).toList());
  }

  /** The same images with 1 or 3 channels. */
  static Images withChannels(Images images, int count) {
    if (requireChannels(count) == images.channels()) {
      return images;
    }
    int area = images.height() * images.width();
    var converted = withChannels(images.pixels(), images.channels(), count, area);
    return new Images(count, images.height(), images.width(), converted, images.targets());
  }

  static int requireChannels(int channels) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, not " + channels);
    }
    return channels;
  }

  static void requireLength(byte[] pixels, int count, int channels, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image has at least 1×1 pixel, not %d×%d".formatted(height, width));
    }
    if ((long) count * channels * height * width != pixels.length) {
      throw new IllegalArgumentException(
          "%d bytes are not %d images of %d×%d pixels%s"
              .formatted(
                  pixels.length, count, height, width, channels == 1 ? "" : " in 3 channels"));
    }
  }

  /** All images resized to their median height and width if they have several sizes. */
  static List<Images> ofMedianSize(List<Images> images) {
    int height = median(images.stream().mapToInt(Images::height));
    int width = median(images.stream().mapToInt(Images::width));
    return images.stream().map(image -> image.resized(height, width)).toList();
  }

  private static int median(IntStream sides) {
    var sorted = sides.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Images of {@code area} pixels each with 1 channel, by luma, or 3, by repetition. */
  static byte[] withChannels(byte[] pixels, int from, int to, int area) {
    if (from == to) {
      return pixels;
    }
    int count = pixels.length / (from * area);
    var converted = new byte[Math.multiplyExact(count, to * area)];
    for (int image = 0; image < count; image++) {
      int source = image * from * area;
      int target = image * to * area;
      for (int i = 0; i < area; i++) {
        if (to == 1) {
          int red = pixels[source + i] & 255;
          int green = pixels[source + area + i] & 255;
          int blue = pixels[source + 2 * area + i] & 255;
          converted[target + i] = (byte) Grayscale.luma(red, green, blue);
        } else {
          for (int channel = 0; channel < to; channel++) {
            converted[target + channel * area + i] = pixels[source + i];
          }
        }
      }
    }
    return converted;
  }

  /** Some of the images of {@code area} values each. */
  static byte[] select(byte[] pixels, int area, int... rows) {
    var some = new byte[Math.multiplyExact(rows.length, area)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels, rows[i] * area, some, i * area, area);
    }
    return some;
  }

  /** Values from 0 to 1. */
  static float[] toFloats(byte[] pixels) {
    var values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 255) / 255f;
    }
    return values;
  }

  /** All images resized by area averaging. */
  static Images resized(Images images, int newHeight, int newWidth) {
    int height = images.height();
    int width = images.width();
    if (newHeight == height && newWidth == width) {
      return images;
    }
    int planes = images.size() * images.channels();
    int newArea = newHeight * newWidth;
    var resize = AreaResize.of(height, width, newHeight, newWidth);
    var resized = new byte[Math.multiplyExact(planes, newArea)];
    IntStream.range(0, planes)
        .parallel()
        .forEach(
            i -> resize.apply(images.pixels(), i * height * width, height, resized, i * newArea));
    return new Images(images.channels(), newHeight, newWidth, resized, images.targets());
  }

  /** One image for display. */
  static BufferedImage toBufferedImage(Images images, int row) {
    int height = images.height();
    int width = images.width();
    int area = height * width;
    var pixels = select(images.pixels(), images.channels() * area, row);
    if (images.channels() == 1) {
      var grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      grey.getRaster().setDataElements(0, 0, width, height, pixels);
      return grey;
    }
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var rgb = new int[area];
    for (int i = 0; i < area; i++) {
      rgb[i] = (pixels[i] & 255) << 16 | (pixels[area + i] & 255) << 8 | pixels[2 * area + i] & 255;
    }
    image.setRGB(0, 0, width, height, rgb, 0, width);
    return image;
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
}
