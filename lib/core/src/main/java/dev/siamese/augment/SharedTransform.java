package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/** The same random transform for consecutive samples: see {@link Augmentation#sharedByGroup}. */
record SharedTransform(int groupSize, Augmentation transform) implements Augmentation {

  public SharedTransform {
    if (groupSize < 1) {
      throw new IllegalArgumentException("groupSize must be at least 1: " + groupSize);
    }
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    var shape = images.getShape();
    if (shape.get(0) % groupSize != 0) {
      throw new IllegalArgumentException(
          "a batch of %d samples cannot be divided into groups of groupSize = %d"
              .formatted(shape.get(0), groupSize));
    }
    var groups =
        new Shape(shape.get(0) / groupSize, groupSize * shape.get(1), shape.get(2), shape.get(3));
    return transform.apply(images.reshape(groups), random).reshape(shape);
  }
}
