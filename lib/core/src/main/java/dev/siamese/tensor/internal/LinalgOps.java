package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;

/** Linear algebra of matrices. */
public final class LinalgOps {

  private LinalgOps() {}

  /**
   * The singular values of a matrix, descending; not meant for gradients.
   *
   * @param matrix (N, D)
   * @return (min(N, D))
   */
  public static NDArray svdvals(NDArray matrix) {
    return TorchOps.call("svdvals", matrix);
  }

  /**
   * The right singular vectors of a matrix, one per row, in the order of its singular values; not
   * meant for gradients. Their signs are arbitrary.
   *
   * @param matrix (N, D)
   * @return (min(N, D), D)
   */
  public static NDArray rightSingularVectors(NDArray matrix) {
    return TorchOps.call("right_singular_vectors", matrix);
  }

  /**
   * Approximates the nearest matrix with orthonormal rows by five steps of a Newton–Schulz
   * iteration (Jordan et al. 2024): the singular vectors stay, and singular values above about a
   * hundredth of the norm become 0.7 to 1.2. Computed in the type of the matrix; bfloat16 suffices.
   *
   * @param matrix (N, D), N at most D
   * @return (N, D)
   */
  public static NDArray newtonSchulz(NDArray matrix) {
    return TorchOps.call("newton_schulz", matrix);
  }

  /**
   * {@return the effective number of dimensions of N vectors: exp of the entropy of their
   * normalised singular values (Roy and Vetterli 2007); 0 if all vectors are 0}
   *
   * @param vectors (N, D), not centred
   */
  public static double effectiveRank(NDArray vectors) {
    float[] singularValues;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var values = svdvals(vectors.stopGradient());
      singularValues = Tensors.toFloatArray(values.toType(DataType.FLOAT32, false));
    }
    double sum = 0;
    for (float value : singularValues) {
      sum += value;
    }
    double entropy = 0;
    for (float value : singularValues) {
      double p = value / sum;
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return sum > 0 ? Math.exp(entropy) : 0;
  }
}
