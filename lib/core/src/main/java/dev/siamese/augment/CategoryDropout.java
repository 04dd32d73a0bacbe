package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Sets categories to missing at random, so that the network does not depend on single fields and
 * learns to handle unseen categories.
 *
 * @param probability of each category of each row, from 0 to 1
 */
public record CategoryDropout(double probability) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param probability of each category of each row, from 0 to 1
   * @throws IllegalArgumentException if a value is out of its range
   */
  public CategoryDropout {
    Checks.requireFraction("probability", probability);
  }

  /**
   * Sets codes to 0.
   *
   * @param codes (N, C), 64-bit integers
   */
  @Override
  public NDArray apply(NDArray codes, RandomGenerator random) {
    var kept = RandomDraws.bernoulli((int) codes.size(), 1 - probability, random);
    return codes.mul(
        Tensors.create(codes.getManager(), kept, codes.getShape()).toType(DataType.INT64, false));
  }
}
