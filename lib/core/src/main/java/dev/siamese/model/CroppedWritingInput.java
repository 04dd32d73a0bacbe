package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.WritingNormalizer;
import java.util.List;

/**
 * Handwriting on paper, cropped to its bounding box, scaled to a rectangle and inverted, so that
 * the paper is 0; see {@link WritingNormalizer}. Output {@code (N, 1, height, width)}, from 0 to 1.
 *
 * @param height in pixels, at least 8
 * @param width in pixels, at least 8
 */
record CroppedWritingInput(int height, int width) implements Preprocessor {

  CroppedWritingInput {
    new WritingNormalizer(height, width); // checks both
  }

  @Override
  public Images transform(Dataset raw) {
    return resize(Checks.requireType(Images.class, raw)).inverted();
  }

  @Override
  public Images resize(Images images) {
    return new WritingNormalizer(height, width).apply(images);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, 1, height, width));
  }
}
