package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/** Applies two transforms in order. */
record Compose(Augmentation first, Augmentation second) implements Augmentation {

  @Override
  public NDArray apply(NDArray batch, RandomGenerator random) {
    return second.apply(first.apply(batch, random), random);
  }

  @Override
  public String toString() {
    return first + ", " + second;
  }
}
