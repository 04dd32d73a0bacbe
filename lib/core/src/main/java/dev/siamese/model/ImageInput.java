package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import java.util.List;

/**
 * Images scaled to a square and optionally inverted: {@code (N, 1, size, size)}, from 0 to 1.
 *
 * @param size side of the square in pixels
 * @param invert true if the subject is dark on a light background, so that the background becomes 0
 */
public record ImageInput(int size, boolean invert) implements Preprocessor {

  /**
   * Checks the values.
   *
   * @param size side of the square in pixels
   * @param invert true if the subject is dark on a light background, so that the background becomes
   *     0
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ImageInput {
    Checks.requirePositive("size", size);
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

  @Override
  public Images transform(Dataset raw) {
    var resized = resize(Checks.requireType(Images.class, raw));
    return invert ? resized.inverted() : resized;
  }

  @Override
  public Images resize(Images images) {
    return images.resized(size);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, 1, size, size));
  }
}
