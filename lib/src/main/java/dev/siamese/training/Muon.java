package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.siamese.encoder.Weights;
import dev.siamese.engine.Operations;
import dev.siamese.engine.Scalar;
import dev.siamese.engine.Torch;

/**
 * Momentum made orthogonal, for the matrices among the weights (Muon, Jordan et al. 2024): a matrix
 * is moved as far in every direction as in the few in which its gradients are largest. A kernel
 * counts as a matrix of one row for each filter; matrices narrower than {@value #NARROWEST}, and
 * vectors, are left alone.
 */
final class Muon {

  private static final int NARROWEST = 16;
  private static final double MOMENTUM = 0.95;

  private final Weights weights;
  private final double strength;
  private final NDArray momentum;

  /**
   * Begins without momentum.
   *
   * @param manager gets an array of the size of the weights
   * @param strength root mean square of a matrix's move, in learning rates
   */
  Muon(Weights weights, double strength, NDManager manager) {
    this.weights = weights;
    this.strength = strength;
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
  void redirect(NDArray gradient, NDArray move) {
    var share = gradient.mul(Scalar.of(1 - MOMENTUM));
    momentum.muli(Scalar.of(MOMENTUM)).addi(share);
    var ahead = momentum.mul(Scalar.of(MOMENTUM)).add(share); // after Nesterov
    long start = 0;
    for (var shape : weights.shapes()) {
      var part = new NDIndex(start + ":" + (start + shape.size()));
      if (isMatrix(shape)) {
        long rows = shape.get(0);
        long columns = shape.size() / rows;
        var turned = orthogonal(ahead.get(part).reshape(rows, columns));
        double scale = strength * Math.sqrt(Math.max(rows, columns));
        move.set(part, turned.mul(Scalar.of(scale)).flatten());
      }
      start += shape.size();
    }
  }

  private static boolean isMatrix(Shape shape) {
    return shape.dimension() > 1
        && Math.min(shape.get(0), shape.size() / shape.get(0)) >= NARROWEST;
  }

  private static NDArray orthogonal(NDArray matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    var wide = tall ? matrix.transpose() : matrix;
    var turned =
        Torch.fastBfloat16(matrix.getDevice())
            ? Operations.float32(Operations.orthogonal(Operations.bfloat16(wide)))
            : Operations.orthogonal(wide);
    return tall ? turned.transpose() : turned;
  }
}
