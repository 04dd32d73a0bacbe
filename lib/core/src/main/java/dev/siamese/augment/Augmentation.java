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

  /**
   * This transform, then another.
   *
   * @param next applied to the result of this transform
   * @return the composed transform
   */
  default Augmentation then(Augmentation next) {
    return new Compose(this, next);
  }

  /**
   * This transform, applied to each sample with a probability.
   *
   * @param probability from 0 to 1
   * @return the transform, which draws for each sample
   */
  default Augmentation withProbability(double probability) {
    return new RandomApply(this, probability);
  }

  /**
   * This transform with the same random parameters for consecutive samples. With a group size of K,
   * each class of a P×K batch becomes a new class; with P·K, the whole batch is transformed alike.
   * Strong transforms are then harmless, since the samples to be matched change together.
   *
   * @param groupSize the number of consecutive samples, at least 1; must divide the batch size
   * @return a transform of images, which treats the samples of a group as the channels of one image
   */
  default Augmentation sharedByGroup(int groupSize) {
    return new SharedTransform(groupSize, this);
  }
}
