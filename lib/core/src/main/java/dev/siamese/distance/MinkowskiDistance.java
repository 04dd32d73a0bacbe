package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.DistanceOps;

/**
 * The p-th root of the sum of p-th powers of the differences: (Σ|a − b|ᵖ)^(1/p), from 0 to ∞. The
 * larger p is, the more the largest difference decides; 1 is Manhattan and 2 Euclidean distance.
 *
 * <p>Other powers need memory for (N, M, D) numbers.
 *
 * @param p at least 1, below which there is no triangle inequality, and finite
 */
public record MinkowskiDistance(double p) implements Distance {

  public MinkowskiDistance {
    if (!(p >= 1 && p < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the power of a Minkowski distance must be at least 1 and finite, not " + p);
    }
  }

  @Override
  public NDArray allPairs(NDArray a, NDArray b) {
    if (p == 1) {
      return DistanceOps.cdistL1(a, b);
    }
    if (p == 2) {
      return DistanceOps.cdistL2(a, b);
    }
    return DistanceOps.cdistLp(a, b, a.getManager().full(new Shape(), (float) p));
  }

  @Override
  public String toString() {
    return Distances.FAMILY.print(this);
  }
}
