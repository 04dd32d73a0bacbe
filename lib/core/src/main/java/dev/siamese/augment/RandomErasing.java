package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Covers a random rectangle of every image, so that no single detail decides (random erasing, Zhong
 * et al. 2020). Its sides are up to 3 : 1, its place is anywhere inside the image.
 *
 * <p>For some of the images only: {@code new Erase(0.02, 0.3, 0).sometimes(0.5)}.
 *
 * @param minArea the least area, as a part of the image's
 * @param maxArea the greatest area; both up to the rounding of the sides to whole pixels
 * @param fill what covers it, in all channels: 0 is black, 1 is white
 */
public record RandomErasing(double minArea, double maxArea, double fill) implements Augmentation {

  /** How much longer the one side may be than the other. */
  private static final double ASPECT = 3;

  public RandomErasing {
    Checks.requireFraction("smallest", minArea);
    Checks.requireFraction("largest", maxArea);
    if (minArea > maxArea) {
      throw new IllegalArgumentException(
          "erase draws areas from smallest to largest, but %s is above %s: exchange them"
              .formatted(minArea, maxArea));
    }
    if (!Double.isFinite(fill)) {
      throw new IllegalArgumentException("value must be a finite number, not " + fill);
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
      double side = Math.sqrt(area * RandomDraws.scaleFactor(ASPECT - 1, random));
      // as high as needed for the width to have room, and no higher than the image
      int high = (int) Math.round(Math.min(Math.max(side, area / width), height));
      int wide = high == 0 ? 0 : (int) Math.min(Math.round(area / high), width);
      mark(rows, i * height, height, high, random);
      mark(columns, i * width, width, wide, random);
    }
    var manager = images.getManager();
    var places =
        Tensors.create(manager, rows, Broadcast.along(images, 0, 2))
            .logicalAnd(Tensors.create(manager, columns, Broadcast.along(images, 0, 3)));
    return MaskedOps.replaceWhere(images, places, manager.full(new Shape(), (float) fill));
  }

  private static void mark(boolean[] line, int at, int length, int size, RandomGenerator random) {
    int start = at + random.nextInt(length - size + 1);
    Arrays.fill(line, start, start + size, true);
  }
}
