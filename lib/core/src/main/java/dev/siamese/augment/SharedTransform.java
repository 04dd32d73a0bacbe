package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/**
 * Alters samples that follow each other in the same way: K of them, and each class of a P×K batch
 * becomes one that was not there before; P·K, and the whole batch is of another script. What would
 * make a sample unrecognisable by itself is then no harm, since those it is to match changed too.
 *
 * @param groupSize how many in a row, by which the size of a batch must be divisible
 * @param transform which regards images of several channels as one
 */
public record SharedTransform(int groupSize, Augmentation transform) implements Augmentation {

  public SharedTransform {
    if (groupSize < 1) {
      throw new IllegalArgumentException(
          "%d samples cannot be altered alike: let it be at least 1".formatted(groupSize));
    }
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    var shape = images.getShape();
    if (shape.get(0) % groupSize != 0) {
      throw new IllegalArgumentException(
          "a batch of %d is not of parts of %d that could be altered alike"
              .formatted(shape.get(0), groupSize));
    }
    var parts =
        new Shape(shape.get(0) / groupSize, groupSize * shape.get(1), shape.get(2), shape.get(3));
    return transform.apply(images.reshape(parts), random).reshape(shape);
  }
}
