package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;

/** Means over some of the entries of an array. */
final class Reductions {

  private Reductions() {}

  /**
   * The mean of the positive entries; 0 with gradient 0 if there are none. Pairs or triplets with
   * zero loss do not reduce the mean (pytorch-metric-learning's AvgNonZeroReducer).
   */
  static NDArray nonZeroMean(NDArray terms) {
    var count =
        terms.stopGradient().gt(Scalar.constant(0)).toType(terms.getDataType(), false).sum();
    return terms.sum().div(count.maximum(Scalar.constant(1)));
  }

  /**
   * The mean of the selected entries; 0 with gradient 0 if there are none.
   *
   * @param terms finite, also where the mask is 0
   * @param mask 1 for selected entries, 0 elsewhere: of the same shape
   */
  static NDArray maskedMean(NDArray terms, NDArray mask) {
    return terms.mul(mask).sum().div(mask.sum().maximum(Scalar.constant(1)));
  }

  /** The fraction of the entries with mask 1 that are active; NaN if there are none. */
  static double activeFraction(NDArray active, NDArray mask) {
    var count = active.toType(mask.getDataType(), false).mul(mask).sum();
    return Tensors.toFloatArray(count.div(mask.sum()))[0];
  }
}
