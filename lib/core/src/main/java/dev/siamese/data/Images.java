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
import java.nio.file.Path;
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
   * @param height of each image in pixels
   * @param width of each image in pixels
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
   * {@return images of one size, each a class of its own: {@code image0}, {@code image1}, …}
   *
   * @param images at least one
   * @throws IllegalArgumentException if there are none, or if they have several sizes
   */
  public static Images of(List<BufferedImage> images) {
    return of(images, unlabeled(images.size()));
  }

  /**
   * {@return images of one size with their classes, as in {@code Images.of(images,
   * Targets.of(names))}}
   *
   * @param images at least one
   * @param targets the class of each sample
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
   * {@return the images of a batch, for example an augmented one, each a class of its own} Values
   * are clamped to 0 to 1.
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
   * {@return the image of a PNG, JPEG, GIF, BMP, TIFF, PGM or PPM file, of a class named like it}
   *
   * @param file the image file
   * @throws DataException if the file is missing, damaged or of another format
   */
  public static Images read(Path file) {
    return of(ImageCodec.read(file), file.getFileName().toString());
  }

  /**
   * Writes an image's grey values into an array, row by row: stored samples scaled to 8 bits,
   * colours by luma (Rec. 601), transparent pixels on white.
   *
   * @param image of any kind
   * @param target at least {@code height × width} values from the offset
   * @param offset the index of the first value
   */
  public static void toGrayscale(BufferedImage image, byte[] target, int offset) {
    Grayscale.convert(image, target, offset);
  }

  /** {@return the height in pixels} */
  public int height() {
    return height;
  }

  /** {@return the width in pixels} */
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
    return new Images(height, width, ImageOps.select(pixels, area(), rows), targets.select(rows));
  }

  /**
   * {@return these images and others of the same size} Classes of the two stay distinct.
   *
   * @param others of the same size
   */
  public Images concatDisjoint(Images others) {
    return concat(List.of(this, others)).withLabels(targets.concatDisjoint(others.targets));
  }

  /**
   * {@return images of one size, one set after the other, each image a class of its own}
   *
   * @param parts at least one
   * @throws IllegalArgumentException if there are none, or if they have several sizes
   */
  public static Images concat(List<Images> parts) {
    return ImageOps.concat(parts, unlabeled(parts.stream().mapToInt(Images::size).sum()));
  }

  /**
   * {@return one image, for display}
   *
   * @param row the index of the sample
   */
  public BufferedImage toBufferedImage(int row) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, width, height, ImageOps.select(pixels, area(), row));
    return image;
  }

  /**
   * {@return the grey values of one image from 0 to 1, row by row}
   *
   * @param row the index of the sample
   */
  public float[] pixels(int row) {
    return ImageOps.toFloats(ImageOps.select(pixels, area(), row));
  }

  /** The grey values of all images, image by image. Not a copy. */
  byte[] pixels() {
    return pixels;
  }

  /**
   * {@return every image resized to a square by area averaging}
   *
   * @param size the new height and width in pixels
   */
  public Images resized(int size) {
    return resized(size, size);
  }

  /**
   * {@return every image resized by area averaging, without keeping its aspect ratio}
   *
   * @param newHeight in pixels
   * @param newWidth in pixels
   */
  public Images resized(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    var resized = ImageOps.resized(pixels, height, width, newHeight, newWidth);
    return new Images(newHeight, newWidth, resized, targets);
  }

  /** {@return the negative of every image: dark writing on light paper becomes light on dark} */
  public Images inverted() {
    return new Images(height, width, ImageOps.inverted(pixels), targets);
  }

  /**
   * {@return the images and their rotations by 90, 180 and 270 degrees} Each rotation of a class is
   * a class of its own (Santoro et al. 2016), whose group ends in the angle.
   *
   * @throws IllegalArgumentException unless the images are square
   */
  public Images withRotatedClasses() {
    var rotated = ImageOps.withRotations(pixels, height, width);
    var suffixes = List.of("", "@90", "@180", "@270");
    return new Images(height, width, rotated, targets.repeated(suffixes));
  }
}
