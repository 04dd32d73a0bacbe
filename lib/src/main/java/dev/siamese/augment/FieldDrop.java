package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.engine.Transfer;
import java.util.random.RandomGenerator;

/**
 * Makes some categories of every row unknown, so that no single field decides; it also teaches what
 * to make of a category that has never been seen.
 *
 * @param share of the fields, from 0 to 1
 */
public record FieldDrop(double share) implements Augmentation {

  public FieldDrop {
    Require.part("share", share);
  }

  /**
   * Puts code 0 into some places.
   *
   * @param codes (N, C), 64-bit integers
   */
  @Override
  public NDArray apply(NDArray codes, RandomGenerator random) {
    var kept = Draw.events((int) codes.size(), 1 - share, random);
    return codes.mul(
        Transfer.to(codes.getManager(), kept, codes.getShape()).toType(DataType.INT64, false));
  }
}
