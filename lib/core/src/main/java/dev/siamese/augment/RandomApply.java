package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Applies a transform to each sample with a probability; other samples stay exactly as they are.
 *
 * @param transform applied to the whole batch, from which the selected samples are taken
 * @param probability of each sample, from 0 to 1
 */
record RandomApply(Augmentation transform, double probability) implements Augmentation {

  RandomApply {
    Checks.requireFraction("probability", probability);
  }

  @Override
  public NDArray apply(NDArray batch, RandomGenerator random) {
    int n = (int) batch.getShape().get(0);
    var selected = RandomDraws.bernoulli(n, probability, random);
    var mask = Tensors.create(batch.getManager(), selected, Broadcast.along(batch, 0));
    return MaskedOps.replaceWhere(batch, mask, transform.apply(batch, random));
  }

  @Override
  public String toString() {
    return "(%s) with probability %s".formatted(transform, probability);
  }
}
