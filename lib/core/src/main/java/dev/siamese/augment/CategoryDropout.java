package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Makes some categories of every row unknown, so that no single field decides; it also teaches what
 * to make of a category that has never been seen.
 *
 * @param probability of the fields, from 0 to 1
 */
public record CategoryDropout(double probability) implements Augmentation {

  public CategoryDropout {
    Checks.requireFraction("share", probability);
  }

  /**
   * Puts code 0 into some places.
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
