package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.TorchOps;

/**
 * Updates of matrices by their orthogonalised momentum (Muon, Jordan et al. 2024): all singular
 * values of an update are equal. A convolution kernel counts as a matrix with one row for each
 * filter. Vectors, and matrices with fewer than {@value #MIN_MATRIX_SIZE} rows or columns, are not
 * changed.
 */
final class Muon {

  private static final int MIN_MATRIX_SIZE = 16;
  private static final double MOMENTUM = 0.95;

  private final Weights weights;
  private final double updateRms;
  private final NDArray momentum;

  /**
   * A momentum of 0.
   *
   * @param updateRms the root mean square of a matrix's update, per learning rate
   * @param manager gets an array of the size of the weights
   */
  Muon(Weights weights, double updateRms, NDManager manager) {
    this.weights = weights;
    this.updateRms = updateRms;
    momentum = manager.zeros(new Shape(weights.size()));
  }

  /** The momentum, for a checkpoint. */
  NDArray momentum() {
    return momentum;
  }

  /**
   * Replaces the updates of the matrices.
   *
   * @param gradient of all weights: (count)
   * @param update of all weights for a learning rate of 1, changed in place: (count)
   */
  void replaceMatrixUpdates(NDArray gradient, NDArray update) {
    var increment = gradient.mul(Scalar.constant(1 - MOMENTUM));
    momentum.muli(Scalar.constant(MOMENTUM)).addi(increment);
    var nesterov = momentum.mul(Scalar.constant(MOMENTUM)).add(increment);
    long start = 0;
    for (var shape : weights.shapes()) {
      var range = new NDIndex(start + ":" + (start + shape.size()));
      if (isMatrix(shape)) {
        long rows = shape.get(0);
        long columns = shape.size() / rows;
        var orthogonal = orthogonalize(nesterov.get(range).reshape(rows, columns));
        double scale = updateRms * Math.sqrt(Math.max(rows, columns));
        update.set(range, orthogonal.mul(Scalar.constant(scale)).flatten());
      }
      start += shape.size();
    }
  }

  private static boolean isMatrix(Shape shape) {
    return shape.dimension() > 1
        && Math.min(shape.get(0), shape.size() / shape.get(0)) >= MIN_MATRIX_SIZE;
  }

  private static NDArray orthogonalize(NDArray matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    var wide = tall ? matrix.transpose() : matrix;
    var orthogonal =
        Torch.hasFastBfloat16(matrix.getDevice())
            ? TorchOps.toFloat32(LinalgOps.newtonSchulz(TorchOps.toBfloat16(wide)))
            : LinalgOps.newtonSchulz(wide);
    return tall ? orthogonal.transpose() : orthogonal;
  }
}
