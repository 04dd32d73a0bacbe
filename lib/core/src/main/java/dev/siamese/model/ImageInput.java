package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import java.util.List;

/**
 * Pictures scaled to a square, and turned into their negative where the subject is dark on light,
 * so that the empty background is 0.
 *
 * @param size side of the input in pixels
 * @param invert whether the subject is dark on a light background
 */
public record ImageInput(int size, boolean invert) implements Preprocessor {

  public ImageInput {
    if (size < 1) {
      throw new IllegalArgumentException("input size must be at least 1 pixel: " + size);
    }
  }

  @Override
  public Images transform(Dataset raw) {
    if (!(raw instanceof Images images)) {
      throw new IllegalArgumentException(
          "this encoder takes Images, not " + raw.getClass().getSimpleName());
    }
    var scaled = images.resized(size);
    return invert ? scaled.inverted() : scaled;
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
