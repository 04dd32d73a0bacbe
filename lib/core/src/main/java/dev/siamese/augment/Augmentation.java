package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
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
    return new Compose(this, next);
  }

  /** This alteration for some of the samples only, each chosen with a probability. */
  default Augmentation withProbability(double probability) {
    return new RandomApply(this, probability);
  }

  /**
   * Two alterations, one after the other.
   *
   * @param first is given the batch
   * @param second is given what the first makes of it
   */
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

  /**
   * An alteration of some samples; the others stay exactly as they are.
   *
   * @param transform of the whole batch, from which the chosen samples are taken
   * @param probability that a sample is chosen
   */
  record RandomApply(Augmentation transform, double probability) implements Augmentation {

    public RandomApply {
      Checks.requireFraction("probability", probability);
    }

    @Override
    public NDArray apply(NDArray batch, RandomGenerator random) {
      int n = (int) batch.getShape().get(0);
      var chosen = RandomDraws.bernoulli(n, probability, random);
      var places = Tensors.create(batch.getManager(), chosen, Broadcast.along(batch, 0));
      return MaskedOps.replaceWhere(batch, places, transform.apply(batch, random));
    }

    @Override
    public String toString() {
      return "(%s) with probability %s".formatted(transform, probability);
    }
  }
}
