package dev.siamese.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Images of one size as bytes, grey or in colour: 0 is black, 255 is white. A batch is {@code (N,
 * channels, height, width)}, from 0 to 1; the channels are 1, grey, or 3: red, green and blue.
 */
public final class Images implements Dataset {

  private final int channels;
  private final int height;
  private final int width;
  private final byte[] pixels;
  private final Targets targets;

  /**
   * Grey images. Takes the pixels without copying.
   *
   * @param height in pixels
   * @param width in pixels
   * @param pixels {@code N × height × width} bytes, row by row
   * @param targets the class of each image
   */
  public Images(int height, int width, byte[] pixels, Targets targets) {
    this(1, height, width, pixels, targets);
  }

  /**
   * Images, grey or in colour. Takes the pixels without copying.
   *
   * @param channels 1 or 3
   * @param height in pixels
   * @param width in pixels
   * @param pixels {@code N × channels × height × width} bytes, row by row
   * @param targets the class of each image
   */
  public Images(int channels, int height, int width, byte[] pixels, Targets targets) {
    this.channels = ImageOps.requireChannels(channels);
    ImageOps.requireLength(pixels, targets.size(), channels, height, width);
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.targets = targets;
  }

  /**
   * {@return images of one size, each a class of its own: {@code image0}, {@code image1}, …}
   *
   * @param images at least one
   */
  public static Images of(List<BufferedImage> images) {
    return of(images, ImageOps.unlabeled(images.size()));
  }

  /**
   * {@return images of one size, as in {@code Images.of(images, Targets.of(names))}}
   *
   * @param images at least one
   * @param targets the class of each sample
   */
  public static Images of(List<BufferedImage> images, Targets targets) {
    return concat(images.stream().map(image -> DecodedImage.of(image).named("")).toList())
        .withLabels(targets);
  }

  /**
   * {@return the images of a batch, for example an augmented one, each a class of its own} Values
   * are clamped to 0 to 1.
   *
   * @param batch (N, 1 or 3, height, width), as {@link #batch} makes it
   */
  public static Images of(NDArray batch) {
    return ImageOps.fromBatch(batch);
  }

  /**
   * {@return the image of a PNG, JPEG, GIF, BMP, TIFF, PGM or PPM file, of a class named like it}
   * It is in colour unless all its pixels are grey.
   *
   * @param file the image file
   * @throws DataException if the file is missing, damaged or of another format
   */
  public static Images read(Path file) {
    return ImageCodec.read(file).named(file.getFileName().toString());
  }

  /**
   * {@return the image in the bytes of a file, as {@link #read(Path)} reads it, of the class {@code
   * image}}
   *
   * @param file the content of an image file
   * @throws DataException if it is damaged or of another format
   */
  public static Images read(byte[] file) {
    return ImageCodec.read(file).named("image");
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

  /** {@return 1 for grey images, 3 for colour} */
  public int channels() {
    return channels;
  }

  /** {@return the height in pixels} */
  public int height() {
    return height;
  }

  /** {@return the width in pixels} */
  public int width() {
    return width;
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    return ImageOps.batch(this, manager, rows);
  }

  @Override
  public Images filterClasses(IntPredicate kept) {
    return (Images) Dataset.super.filterClasses(kept);
  }

  @Override
  public Images withLabels(Targets others) {
    return new Images(channels, height, width, pixels, others);
  }

  @Override
  public Images select(int... rows) {
    var some = ImageOps.select(pixels, channels * height * width, rows);
    return new Images(channels, height, width, some, targets.select(rows));
  }

  /**
   * {@return these images and others of the same size} Classes of the two stay distinct.
   *
   * @param others of one size
   */
  public Images concatDisjoint(Images others) {
    return concat(List.of(this, others)).withLabels(targets.concatDisjoint(others.targets));
  }

  /**
   * {@return images of one size, one set after the other, each image a class of its own} They are
   * in colour if one set is.
   *
   * @param parts at least one
   * @throws IllegalArgumentException if there are none, or if they have several sizes
   */
  public static Images concat(List<Images> parts) {
    return ImageOps.concat(parts, ImageOps.unlabeled(parts.stream().mapToInt(Images::size).sum()));
  }

  /**
   * {@return one image, for display}
   *
   * @param row of the sample
   */
  public BufferedImage toBufferedImage(int row) {
    return ImageOps.toBufferedImage(this, row);
  }

  /**
   * {@return the values of one image from 0 to 1, channel by channel, row by row}
   *
   * @param row the index of the sample
   */
  public float[] pixels(int row) {
    return ImageOps.toFloats(select(row).pixels);
  }

  /** The values of all images, image by image, channel by channel. Not a copy. */
  byte[] pixels() {
    return pixels;
  }

  /**
   * {@return every image resized to a square by area averaging}
   *
   * @param size in pixels
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
    return ImageOps.resized(this, newHeight, newWidth);
  }

  /**
   * {@return the same images with another number of channels} Colours become grey by luma (Rec.
   * 601), grey values the same red, green and blue.
   *
   * @param count 1 or 3
   */
  public Images withChannels(int count) {
    return ImageOps.withChannels(this, count);
  }

  /** {@return the negative of every image: dark writing on light paper becomes light on dark} */
  public Images inverted() {
    return new Images(channels, height, width, ImageOps.inverted(pixels), targets);
  }

  /**
   * {@return the images and their rotations by 90, 180 and 270 degrees} Each rotation of a class is
   * a class of its own (Santoro et al. 2016), whose group ends in the angle.
   *
   * @throws IllegalArgumentException unless the images are square
   */
  public Images withRotatedClasses() {
    var rotated = ImageOps.withRotations(pixels, height, width);
    var others = targets.repeated(List.of("", "@90", "@180", "@270"));
    return new Images(channels, height, width, rotated, others);
  }
}
