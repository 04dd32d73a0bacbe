package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.TorchOps;

/**
 * Momentum made orthogonal, for the matrices among the weights (Muon, Jordan et al. 2024): a matrix
 * is moved as far in every direction as in the few in which its gradients are largest. A kernel
 * counts as a matrix of one row for each filter; matrices narrower than {@value #MIN_MATRIX_SIZE},
 * and vectors, are left alone.
 */
final class Muon {

  private static final int MIN_MATRIX_SIZE = 16;
  private static final double MOMENTUM = 0.95;

  private final Weights weights;
  private final double updateRms;
  private final NDArray momentum;

  /**
   * Begins without momentum.
   *
   * @param manager gets an array of the size of the weights
   * @param strength root mean square of a matrix's move, in learning rates
   */
  Muon(Weights weights, double strength, NDManager manager) {
    this.weights = weights;
    this.updateRms = strength;
    momentum = manager.zeros(weights.values().getShape());
  }

  /** What it remembers, to be saved and restored. */
  NDArray momentum() {
    return momentum;
  }

  /**
   * Puts another move where one of a matrix is.
   *
   * @param gradient of all weights: (count)
   * @param move of all weights for a learning rate of 1, changed in place: (count)
   */
  void replaceMatrixUpdates(NDArray gradient, NDArray move) {
    var share = gradient.mul(Scalar.constant(1 - MOMENTUM));
    momentum.muli(Scalar.constant(MOMENTUM)).addi(share);
    var ahead = momentum.mul(Scalar.constant(MOMENTUM)).add(share); // after Nesterov
    long start = 0;
    for (var shape : weights.shapes()) {
      var part = new NDIndex(start + ":" + (start + shape.size()));
      if (isMatrix(shape)) {
        long rows = shape.get(0);
        long columns = shape.size() / rows;
        var turned = orthogonalize(ahead.get(part).reshape(rows, columns));
        double scale = updateRms * Math.sqrt(Math.max(rows, columns));
        move.set(part, turned.mul(Scalar.constant(scale)).flatten());
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
    var turned =
        Torch.hasFastBfloat16(matrix.getDevice())
            ? TorchOps.toFloat32(LinalgOps.newtonSchulz(TorchOps.toBfloat16(wide)))
            : LinalgOps.newtonSchulz(wide);
    return tall ? turned.transpose() : turned;
  }
}
