package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.WritingNormalizer;
import java.util.List;

/**
 * Writing on paper, found in pictures of any size, scaled as a whole to a rectangle and turned into
 * its negative, so that the empty paper is 0; see {@link WritingNormalizer}.
 *
 * @param height of the input in pixels
 * @param width of the input in pixels
 */
public record CroppedWritingInput(int height, int width) implements Preprocessor {

  public CroppedWritingInput {
    new WritingNormalizer(height, width); // which says what is wrong with them
  }

  @Override
  public Images transform(Dataset raw) {
    if (!(raw instanceof Images images)) {
      throw new IllegalArgumentException(
          "this encoder takes Images, not " + raw.getClass().getSimpleName());
    }
    return new WritingNormalizer(height, width).apply(images).inverted();
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
