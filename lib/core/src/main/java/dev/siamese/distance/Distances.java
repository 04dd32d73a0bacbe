package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.tensor.internal.DistanceOps;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.SpecFamily;
import java.util.List;
import java.util.Locale;

/** The distances without parameters, and the names of all distances. */
public enum Distances implements Distance {

  /** √Σ(a − b)², from 0 to ∞; at most 2 between L2-normalised embeddings. */
  EUCLIDEAN {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      return DistanceOps.cdistL2(a, b);
    }
  },

  /**
   * Σ(a − b)², from 0 to ∞; at most 4 between L2-normalised embeddings, where it is twice the
   * cosine distance. Its gradient vanishes at distance 0.
   */
  SQUARED_EUCLIDEAN {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      return DistanceOps.cdistL2(a, b).square();
    }
  },

  /** Σ|a − b|, from 0 to ∞. */
  MANHATTAN {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      return DistanceOps.cdistL1(a, b);
    }
  },

  /**
   * 1 − cos(a, b), from 0 to 2, independent of the lengths. A zero vector is at distance 1 from
   * every vector, itself included.
   */
  COSINE {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      var distance =
          normalized(a).matMul(normalized(b).swapAxes(-1, -2)).neg().add(Scalar.constant(1));
      // clamped at 0 against rounding; the gradient is that of the unclamped distance
      return distance.add(distance.maximum(Scalar.constant(0)).sub(distance).stopGradient());
    }

    /** L2-normalised rows. A zero vector is divided by 1, which keeps its gradient finite. */
    private NDArray normalized(NDArray a) {
      var length = a.norm(new int[] {-1}, true);
      return a.div(length.add(length.lt(Scalar.constant(1e-12)).toType(DataType.FLOAT32, false)));
    }
  };

  /** The named distances, for text and JSON. */
  public static final SpecFamily<Distance> FAMILY =
      new SpecFamily<>(Distance.class, "Distance")
          .withRecords(MinkowskiDistance.class, LearnedL1Distance.class)
          .withConstants(List.of(values()));

  /**
   * The Lᵖ distance (Σ|a − b|ᵖ)^(1/p), from 0 to ∞: Manhattan for p = 1, Euclidean for p = 2. A
   * larger p gives large differences more weight. Other values of p need memory for (N, M, D).
   *
   * @param p finite and at least 1, as the triangle inequality requires
   * @return the distance
   */
  public static Distance minkowski(double p) {
    return new MinkowskiDistance(p);
  }

  /**
   * A distance by its name.
   *
   * @param text such as {@code cosine} or {@code minkowski(p=3)}
   * @return the distance
   * @throws IllegalArgumentException if there is no such distance, naming those that there are
   */
  public static Distance parse(String text) {
    return FAMILY.parse(text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
