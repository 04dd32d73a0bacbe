package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import dev.siamese.engine.Operations;
import java.util.Locale;

/** The usual distances. Their names are the same in code, legends, tables and command lines. */
public enum Distances implements Distance {

  /** The straight line: √Σ(a − b)², from 0 to ∞; at most 2 between normalised embeddings. */
  EUCLIDEAN {
    @Override
    public NDArray pairwise(NDArray a, NDArray b) {
      return Operations.euclidean(a, b);
    }
  },

  /** The sum of absolute differences: Σ|a − b|, from 0 to ∞. */
  MANHATTAN {
    @Override
    public NDArray pairwise(NDArray a, NDArray b) {
      return Operations.manhattan(a, b);
    }
  },

  /** 1 − cos of the angle between them, from 0 to 2, whatever their lengths. */
  COSINE {
    @Override
    public NDArray pairwise(NDArray a, NDArray b) {
      return unit(a).matMul(unit(b).swapAxes(-1, -2)).neg().add(1);
    }

    private NDArray unit(NDArray a) {
      return a.normalize(2, -1, 1e-12);
    }
  };

  @Override
  public NDArray between(NDArray a, NDArray b) {
    // a batch of one-by-one problems: the same kernel, so the same values and gradients
    return pairwise(a.expandDims(1), b.expandDims(1)).squeeze(new int[] {1, 2});
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
