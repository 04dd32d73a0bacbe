package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.Tensors;

/** Averages that leave out what does not count. */
final class Reductions {

  private Reductions() {}

  /**
   * The mean of the positive entries, and 0, with gradient 0, if there is none. The solved pairs of
   * a batch would otherwise thin out what the others have to say.
   */
  static NDArray nonZeroMean(NDArray terms) {
    var count =
        terms.stopGradient().gt(Scalar.constant(0)).toType(terms.getDataType(), false).sum();
    return terms.sum().div(count.maximum(Scalar.constant(1)));
  }

  /**
   * The mean of the chosen entries, and 0, with gradient 0, if there is none.
   *
   * @param terms finite, also where they do not count
   * @param mask 1 where they count, 0 elsewhere: of the same shape
   */
  static NDArray maskedMean(NDArray terms, NDArray mask) {
    return terms.mul(mask).sum().div(mask.sum().maximum(Scalar.constant(1)));
  }

  /** How many of the pairs or triplets that there are, are active; NaN if there are none. */
  static double activeFraction(NDArray active, NDArray all) {
    var count = active.toType(all.getDataType(), false).mul(all).sum();
    return Tensors.toFloatArray(count.div(all.sum()))[0];
  }
}
