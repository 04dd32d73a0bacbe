package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/** Alters a whole batch at once, each sample in its own way, without changing what it shows. */
@FunctionalInterface
public interface Augmentation {

  /** Leaves every batch as it is. */
  Augmentation NONE = (batch, random) -> batch;

  /**
   * Alters a batch.
   *
   * @param batch samples along the first dimension; stays unchanged
   * @param random the only source of chance
   * @return the same shape
   */
  NDArray apply(NDArray batch, RandomGenerator random);

  /** This alteration followed by another one. */
  default Augmentation then(Augmentation next) {
    return new Chain(this, next);
  }

  /**
   * Two alterations, one after the other.
   *
   * @param first is given the batch
   * @param second is given what the first makes of it
   */
  record Chain(Augmentation first, Augmentation second) implements Augmentation {

    @Override
    public NDArray apply(NDArray batch, RandomGenerator random) {
      return second.apply(first.apply(batch, random), random);
    }

    @Override
    public String toString() {
      return first + ", " + second;
    }
  }
}
