package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.DistanceOps;

/** The Lᵖ distance: see {@link Distances#minkowski}. */
record MinkowskiDistance(double p) implements Distance {

  public MinkowskiDistance {
    if (!(p >= 1 && p < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "p of the Minkowski distance must be finite and at least 1, not " + p);
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
