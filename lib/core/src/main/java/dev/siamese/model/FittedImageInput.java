package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import java.util.List;

/**
 * Becomes an {@link ImageInput} that fits the training images, see {@link ImageInput#fitted}.
 *
 * @param minSize the least side of the square in pixels
 * @param maxSize the greatest side of the square in pixels
 */
record FittedImageInput(int minSize, int maxSize) implements Preprocessor {

  private static final int SMALL = 16; // sizes up to here are kept
  private static final int MULTIPLE = 12; // of larger sizes: they are divided into 12 cells

  FittedImageInput {
    Checks.requirePositive("minSize", minSize);
    Checks.requirePositive("maxSize", maxSize);
    if (minSize > maxSize) {
      throw new IllegalArgumentException(
          "minSize must not be above maxSize: %d > %d".formatted(minSize, maxSize));
    }
  }

  @Override
  public ImageInput fit(Dataset train) {
    var images = Checks.requireType(Images.class, train);
    int side = Math.max(images.height(), images.width());
    int rounded = side <= SMALL ? side : Math.round((float) side / MULTIPLE) * MULTIPLE;
    int size = Math.max(minSize, Math.min(maxSize, rounded));
    return new ImageInput(size, hasLightBorders(images), images.channels());
  }

  /** Whether the pixels at the borders are light in most images, as those of paper. */
  private static boolean hasLightBorders(Images images) {
    int light = 0;
    var grey = images.withChannels(1);
    for (int row = 0; row < grey.size(); row++) {
      light += borderMean(grey.pixels(row), grey.height(), grey.width()) > 0.75 ? 1 : 0;
    }
    return 2 * light > grey.size();
  }

  private static double borderMean(float[] pixels, int height, int width) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      int step = y == 0 || y == height - 1 ? 1 : Math.max(1, width - 1);
      for (int x = 0; x < width; x += step) {
        sum += pixels[y * width + x];
        count++;
      }
    }
    return sum / count;
  }

  @Override
  public Dataset transform(Dataset raw) {
    throw notFitted();
  }

  @Override
  public List<Shape> shapes(int n) {
    throw notFitted();
  }

  private static IllegalStateException notFitted() {
    return new IllegalStateException(
        "ImageInput.fitted is not fitted: call fit(train) before the encoder is created");
  }
}
