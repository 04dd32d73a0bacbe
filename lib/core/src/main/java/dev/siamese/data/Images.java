package dev.siamese.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ImageOps.AreaResize;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.DirectBuffers;
import dev.siamese.tensor.internal.Tensors;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Grey images of one size as bytes: 0 is black, 255 is white. A batch is {@code (N, 1, height,
 * width)}, from 0 to 1.
 */
public final class Images implements Dataset {

  private final int height;
  private final int width;
  private final byte[] pixels;
  private final Targets targets;

  /**
   * Takes the pixels without copying.
   *
   * @param pixels image by image, row by row: {@code N × height × width} bytes
   * @param targets the class of each image
   */
  public Images(int height, int width, byte[] pixels, Targets targets) {
    if ((long) targets.size() * height * width != pixels.length) {
      throw new IllegalArgumentException(
          "%d bytes are not %d images of %d×%d pixels"
              .formatted(pixels.length, targets.size(), height, width));
    }
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.targets = targets;
  }

  /**
   * Images of one size, each a class of its own: {@code image0}, {@code image1}, …
   *
   * @throws IllegalArgumentException if there are none, or if they have several sizes
   */
  public static Images of(List<BufferedImage> images) {
    return of(images, unlabeled(images.size()));
  }

  /**
   * Images of one size with their classes, as in {@code Images.of(images, Targets.of(names))}.
   *
   * @throws IllegalArgumentException if there are none, or several sizes, or other labels
   */
  public static Images of(List<BufferedImage> images, Targets targets) {
    return concat(images.stream().map(image -> of(GreyImage.of(image), "")).toList())
        .withLabels(targets);
  }

  private static Images of(GreyImage image, String className) {
    var targets = Targets.unique(List.of(className));
    return new Images(image.height(), image.width(), image.pixels(), targets);
  }

  private static Targets unlabeled(int count) {
    return Targets.unique(IntStream.range(0, count).mapToObj(i -> "image" + i).toList());
  }

  /**
   * The images of a batch, for example an augmented one, each a class of its own. Values are
   * clamped to 0 to 1.
   *
   * @param batch (N, 1, height, width), as {@link #batch} makes it
   */
  public static Images of(NDArray batch) {
    var shape = batch.getShape();
    if (shape.dimension() != 4 || shape.get(1) != 1) {
      throw new IllegalArgumentException("grey images are (N, 1, height, width), not " + shape);
    }
    var pixels = ImageOps.toBytes(Tensors.toFloatArray(batch));
    return new Images(
        (int) shape.get(2), (int) shape.get(3), pixels, unlabeled((int) shape.get(0)));
  }

  /**
   * One image from a PNG, JPEG, GIF, BMP, TIFF or PGM file, of a class named like the file.
   *
   * @throws DataException if the file is missing, damaged or of another format
   */
  public static Images read(Path file) {
    return of(ImageCodec.read(file), file.getFileName().toString());
  }

  /**
   * Writes an image's grey values into an array, row by row: stored samples scaled to 8 bits,
   * colours by luma (Rec. 601), transparent pixels on white.
   */
  public static void toGrayscale(BufferedImage image, byte[] target, int offset) {
    Grayscale.convert(image, target, offset);
  }

  /** In pixels. */
  public int height() {
    return height;
  }

  /** In pixels. */
  public int width() {
    return width;
  }

  private int area() {
    return height * width;
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    int area = area();
    var bytes = DirectBuffers.get(rows.length * area);
    for (int row : rows) {
      bytes.put(pixels, row * area, area);
    }
    var shape = new Shape(rows.length, 1, height, width);
    try (var raw = Tensors.create(manager, bytes.rewind(), shape, DataType.UINT8)) {
      var batch = raw.toType(DataType.FLOAT32, false);
      batch.muli(Scalar.constant(1f / 255));
      return new NDList(batch);
    }
  }

  @Override
  public Images filterClasses(IntPredicate kept) {
    return (Images) Dataset.super.filterClasses(kept);
  }

  @Override
  public Images withLabels(Targets others) {
    return new Images(height, width, pixels, others);
  }

  @Override
  public Images select(int... rows) {
    int area = area();
    var some = new byte[rows.length * area];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels, rows[i] * area, some, i * area, area);
    }
    return new Images(height, width, some, targets.select(rows));
  }

  /** These images and others of the same size. Classes of the two stay distinct. */
  public Images concatDisjoint(Images others) {
    return concat(List.of(this, others)).withLabels(targets.concatDisjoint(others.targets));
  }

  /**
   * Images of one size, one set after the other, each image a class of its own.
   *
   * @throws IllegalArgumentException if there are none, or if they have several sizes
   */
  public static Images concat(List<Images> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there are no images: at least one is needed");
    }
    var first = parts.get(0);
    int count = parts.stream().mapToInt(Images::size).sum();
    var pixels = new byte[Math.multiplyExact(count, first.area())];
    int offset = 0;
    for (var part : parts) {
      if (part.height != first.height || part.width != first.width) {
        throw new IllegalArgumentException(
            "images of %d×%d and of %d×%d pixels: resize them to one size first"
                .formatted(first.height, first.width, part.height, part.width));
      }
      System.arraycopy(part.pixels, 0, pixels, offset, part.pixels.length);
      offset += part.pixels.length;
    }
    return new Images(first.height, first.width, pixels, unlabeled(count));
  }

  /** One image, for display. */
  public BufferedImage toBufferedImage(int row) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    var grey = Arrays.copyOfRange(pixels, row * area(), (row + 1) * area());
    image.getRaster().setDataElements(0, 0, width, height, grey);
    return image;
  }

  /** The grey values of one image from 0 to 1, row by row. */
  public float[] pixels(int row) {
    var values = new float[area()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[row * values.length + i] & 255) / 255f;
    }
    return values;
  }

  /** Copies the grey values of one image. */
  void copyPixels(int row, byte[] target) {
    System.arraycopy(pixels, row * area(), target, 0, area());
  }

  /** Every image resized to a square by area averaging. */
  public Images resized(int size) {
    return resized(size, size);
  }

  /** Every image resized by area averaging, without keeping its aspect ratio. */
  public Images resized(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    var resize = AreaResize.of(height, width, newHeight, newWidth);
    int newArea = newHeight * newWidth;
    var resized = new byte[Math.multiplyExact(size(), newArea)];
    IntStream.range(0, size())
        .parallel()
        .forEach(i -> resize.apply(pixels, i * area(), height, resized, i * newArea));
    return new Images(newHeight, newWidth, resized, targets);
  }

  /** The negative of every image: dark writing on light paper becomes light on dark. */
  public Images inverted() {
    return new Images(height, width, ImageOps.inverted(pixels), targets);
  }

  /**
   * The images and their rotations by 90, 180 and 270 degrees, each rotation of a class being a
   * class of its own (Santoro et al. 2016). The group of a rotated class ends in its angle.
   *
   * @throws IllegalArgumentException unless the images are square
   */
  public Images withRotatedClasses() {
    var rotated = ImageOps.withRotations(pixels, height, width);
    var suffixes = List.of("", "@90", "@180", "@270");
    return new Images(height, width, rotated, targets.repeated(suffixes));
  }
}
