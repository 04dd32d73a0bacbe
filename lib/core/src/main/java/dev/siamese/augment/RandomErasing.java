package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Fills a random rectangle of every image (random erasing, Zhong et al. 2020). Its aspect ratio is
 * from 1/3 to 3, its position anywhere inside the image.
 *
 * <p>For some of the images only: {@code new RandomErasing(0.02, 0.3, 0).withProbability(0.5)}.
 *
 * @param minArea minimum area as a fraction of the image's
 * @param maxArea maximum area as a fraction of the image's; areas are uniform, up to the rounding
 *     of the sides to whole pixels
 * @param fill value of the rectangle in all channels: 0 is black, 1 is white
 */
public record RandomErasing(double minArea, double maxArea, double fill) implements Augmentation {

  private static final double MAX_ASPECT_RATIO = 3;

  /**
   * Checks the values.
   *
   * @param minArea minimum area as a fraction of the image's
   * @param maxArea maximum area as a fraction of the image's; areas are uniform, up to the rounding
   *     of the sides to whole pixels
   * @param fill value of the rectangle in all channels: 0 is black, 1 is white
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RandomErasing {
    Checks.requireFraction("minArea", minArea);
    Checks.requireFraction("maxArea", maxArea);
    if (minArea > maxArea) {
      throw new IllegalArgumentException(
          "minArea must not be above maxArea: %s > %s".formatted(minArea, maxArea));
    }
    if (!Double.isFinite(fill)) {
      throw new IllegalArgumentException("fill must be a finite number: " + fill);
    }
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    var shape = images.getShape();
    int n = (int) shape.get(0);
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    var rows = new boolean[n * height];
    var columns = new boolean[n * width];
    for (int i = 0; i < n; i++) {
      double area = height * width * (minArea + (maxArea - minArea) * random.nextDouble());
      double side = Math.sqrt(area * RandomDraws.scaleFactor(MAX_ASPECT_RATIO - 1, random));
      // high enough for the width to fit, and no higher than the image
      int rectangleHeight = (int) Math.round(Math.min(Math.max(side, area / width), height));
      int rectangleWidth =
          rectangleHeight == 0 ? 0 : (int) Math.min(Math.round(area / rectangleHeight), width);
      mark(rows, i * height, height, rectangleHeight, random);
      mark(columns, i * width, width, rectangleWidth, random);
    }
    var manager = images.getManager();
    var mask =
        Tensors.create(manager, rows, Broadcast.along(images, 0, 2))
            .logicalAnd(Tensors.create(manager, columns, Broadcast.along(images, 0, 3)));
    return MaskedOps.replaceWhere(images, mask, manager.full(new Shape(), (float) fill));
  }

  private static void mark(
      boolean[] line, int offset, int length, int size, RandomGenerator random) {
    int start = offset + random.nextInt(length - size + 1);
    Arrays.fill(line, start, start + size, true);
  }
}
