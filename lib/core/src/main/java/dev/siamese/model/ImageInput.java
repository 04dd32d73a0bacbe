package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.tensor.internal.JsonOptional;
import java.nio.file.Path;
import java.util.List;

/**
 * Images scaled to a square and optionally inverted: {@code (N, channels, size, size)}, from 0 to
 * 1.
 *
 * @param size side of the square in pixels
 * @param invert true if the subject is dark on a light background, so that the background becomes 0
 * @param channels 1 for grey, 3 for red, green and blue; images of the other kind are converted.
 *     Default: 1
 */
public record ImageInput(int size, boolean invert, @JsonOptional int channels)
    implements Preprocessor {

  private static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);
  private static final List<Float> IMAGENET_STD = List.of(0.229f, 0.224f, 0.225f);

  /**
   * Checks the values.
   *
   * @param size side of the square in pixels
   * @param invert true if the subject is dark on a light background, so that the background becomes
   *     0
   * @param channels 1 or 3
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ImageInput {
    Checks.requirePositive("size", size);
    channels = channels == 0 ? 1 : channels; // missing in files of version 0.1
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 (grey) or 3 (colour): " + channels);
    }
  }

  /**
   * Grey images.
   *
   * @param size side of the square in pixels
   * @param invert true if the subject is dark on a light background
   */
  public ImageInput(int size, boolean invert) {
    this(size, invert, 1);
  }

  /**
   * {@return a preprocessing that fits itself to the training images and becomes an {@link
   * ImageInput}} Its size is that of the images within limits, it has colours if they have, and it
   * is inverted if most of their borders are light.
   *
   * @param minSize the least side of the square in pixels
   * @param maxSize the greatest side of the square in pixels
   */
  public static Preprocessor fitted(int minSize, int maxSize) {
    return new FittedImageInput(minSize, maxSize);
  }

  /**
   * {@return another preprocessing, for handwriting on paper: cropped to its bounding box, scaled
   * to a rectangle and inverted, so that the paper is 0} See {@link
   * dev.siamese.data.WritingNormalizer}. Output {@code (N, 1, height, width)}, from 0 to 1.
   *
   * @param height in pixels, at least 8
   * @param width in pixels, at least 8
   */
  public static Preprocessor croppedWriting(int height, int width) {
    return new CroppedWritingInput(height, width);
  }

  /**
   * {@return this preprocessing as in {@link #withBackbone}, with the colours standardised by the
   * mean and standard deviation of ImageNet} Networks of torchvision and DINOv2 take that.
   *
   * @param network a TorchScript or ONNX file
   * @throws IllegalArgumentException unless there are 3 channels
   * @throws dev.siamese.data.DataException as {@link #withBackbone} does
   */
  public Preprocessor withImageNetBackbone(Path network) {
    if (channels != 3) {
      throw new IllegalArgumentException(
          "a network for ImageNet takes 3 channels, not " + channels);
    }
    return BackboneInput.of(this, IMAGENET_MEAN, IMAGENET_STD, network);
  }

  @Override
  public Images transform(Dataset raw) {
    var resized = resize(Checks.requireType(Images.class, raw));
    return invert ? resized.inverted() : resized;
  }

  @Override
  public Images resize(Images images) {
    return images.withChannels(channels).resized(size);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, channels, size, size));
  }

  @Override
  public String toString() { // that of grey images is part of the fingerprint of saved indexes
    return channels == 1
        ? "ImageInput[size=%d, invert=%b]".formatted(size, invert)
        : "ImageInput[size=%d, invert=%b, channels=%d]".formatted(size, invert, channels);
  }
}
