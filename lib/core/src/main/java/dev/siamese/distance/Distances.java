package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.DistanceOps;
import dev.siamese.tensor.internal.SpecFamily;
import java.util.List;
import java.util.Locale;

/** The usual distances. Their names are the same in code, legends, tables and command lines. */
public enum Distances implements Distance {

  /** The straight line: √Σ(a − b)², from 0 to ∞; at most 2 between normalised embeddings. */
  EUCLIDEAN {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      return DistanceOps.cdistL2(a, b);
    }
  },

  /**
   * The straight line's square: Σ(a − b)², from 0 to ∞; at most 4 between normalised embeddings,
   * twice their cosine distance. Large distances weigh more, and the pull fades near 0.
   */
  SQUARED_EUCLIDEAN {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      return DistanceOps.cdistL2(a, b).square();
    }
  },

  /** The sum of absolute differences: Σ|a − b|, from 0 to ∞. */
  MANHATTAN {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      return DistanceOps.cdistL1(a, b);
    }
  },

  /**
   * 1 − cos of the angle between them, from 0 to 2, whatever their lengths. The zero vector has no
   * direction: it is at distance 1 from everything, itself included.
   */
  COSINE {
    @Override
    public NDArray allPairs(NDArray a, NDArray b) {
      var distance = unit(a).matMul(unit(b).swapAxes(-1, -2)).neg().add(Scalar.constant(1));
      // rounding must not lead below 0; the gradient is that of the unclamped distance
      return distance.add(distance.maximum(Scalar.constant(0)).sub(distance).stopGradient());
    }

    /** Dividing by the length only where there is one keeps the gradient of a zero vector small. */
    private NDArray unit(NDArray a) {
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
   * A distance by its name.
   *
   * @param text such as {@code cosine} or {@code minkowski(p=3)}
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
