package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/** A random transform of a batch that keeps the class of each sample. */
@FunctionalInterface
public interface Augmentation {

  /** Returns every batch unchanged. */
  Augmentation NONE = (batch, random) -> batch;

  /**
   * Transforms a batch, each sample with its own random parameters.
   *
   * @param batch samples along the first dimension; it is not modified
   * @param random the only source of randomness
   * @return a batch of the same shape
   */
  NDArray apply(NDArray batch, RandomGenerator random);

  /** This transform, then another. */
  default Augmentation then(Augmentation next) {
    return new Compose(this, next);
  }

  /** This transform applied to each sample with a probability, from 0 to 1. */
  default Augmentation withProbability(double probability) {
    return new RandomApply(this, probability);
  }
}
