package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;

/** Replacement and reductions under a mask, with gradients. */
public final class MaskedOps {

  /**
   * The result of {@link #maskedMin} for an empty mask; that of {@link #maskedMax} and {@link
   * #maskedLogSumExp} is its negative. Larger than any distance, and finite, so that 0 times it is
   * 0 and not NaN.
   */
  public static final float MASKED = 1e30f;

  private MaskedOps() {}

  /**
   * Replaces the values of a batch where a mask is true. Replaced values do not influence the
   * result or its gradient, even if they are NaN.
   *
   * @param batch any shape
   * @param mask booleans of a shape that broadcasts to that of the batch
   * @param values of a shape that broadcasts to that of the batch
   * @return the shape of the batch
   */
  public static NDArray replaceWhere(NDArray batch, NDArray mask, NDArray values) {
    return TorchOps.call("replace_where", batch, mask, values);
  }

  /**
   * The logarithm of Σ exp(x) over the unmasked entries of each row, without overflow; −{@link
   * #MASKED} where there are none, whose hinge and softplus are 0 with gradient 0.
   *
   * @param x (…, N), finite
   * @param mask as x; entries with 0 are ignored
   * @return (…)
   */
  public static NDArray maskedLogSumExp(NDArray x, NDArray mask) {
    return TorchOps.call("masked_log_sum_exp", x, mask);
  }

  /**
   * The minimum of the unmasked entries of each row, {@link #MASKED} where there are none; equal
   * minima share the gradient.
   *
   * @param x (…, N)
   * @param mask as x; entries with 0 are ignored
   * @return (…, 1)
   */
  public static NDArray maskedMin(NDArray x, NDArray mask) {
    return TorchOps.call("masked_min", x, mask);
  }

  /**
   * The maximum of the unmasked entries of each row, −{@link #MASKED} where there are none; equal
   * maxima share the gradient.
   *
   * @param x (…, N)
   * @param mask as x; entries with 0 are ignored
   * @return (…, 1)
   */
  public static NDArray maskedMax(NDArray x, NDArray mask) {
    return TorchOps.call("masked_max", x, mask);
  }
}
