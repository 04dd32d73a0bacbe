package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;

/** Distances between all pairs of two sets of vectors, with gradients. */
public final class DistanceOps {

  private static final int MIN_ROWS_FOR_PRODUCT = 9;

  private DistanceOps() {}

  /**
   * All Euclidean distances; the gradient at distance 0 is 0.
   *
   * <p>On a CPU, and unless b has few rows, they are computed from one matrix product in double
   * precision, which keeps the cancellation of the quadratic form below single precision; vectors
   * closer than 2⁻²² of their norm count as equal. Otherwise they are computed from differences.
   *
   * @param a (…, N, D)
   * @param b (…, M, D)
   * @return (…, N, M)
   */
  public static NDArray cdistL2(NDArray a, NDArray b) {
    long rows = b.getShape().get(b.getShape().dimension() - 2);
    boolean product = !a.getDevice().isGpu() && rows >= MIN_ROWS_FOR_PRODUCT;
    return TorchOps.call(product ? "cdist_l2_by_product" : "cdist_l2", a, b);
  }

  /**
   * All Manhattan distances; the gradient at distance 0 is 0.
   *
   * @param a (N, D)
   * @param b (M, D)
   * @return (N, M)
   */
  public static NDArray cdistL1(NDArray a, NDArray b) {
    return TorchOps.call("cdist_l1", a, b);
  }

  /**
   * All Minkowski distances, each scaled by its largest difference so that no power overflows; the
   * gradient at distance 0 is 0. Needs memory for (N, M, D).
   *
   * @param a (…, N, D)
   * @param b (…, M, D)
   * @param p the exponent, at least 1; a scalar on the same device
   * @return (…, N, M)
   */
  public static NDArray cdistLp(NDArray a, NDArray b, NDArray p) {
    return TorchOps.call("cdist_lp", a, b, p);
  }

  /**
   * All weighted sums of absolute differences, Σ w|a − b|; the gradient at a = b is 0, and so is
   * that of a weight of exactly 0. Dimensions with positive and with negative weights are computed
   * separately, which needs no memory beyond the result.
   *
   * @param a (…, N, D)
   * @param b (…, M, D)
   * @param weights (D)
   * @return (…, N, M)
   */
  public static NDArray cdistWeightedL1(NDArray a, NDArray b, NDArray weights) {
    return TorchOps.call("cdist_weighted_l1", a, b, weights);
  }
}
