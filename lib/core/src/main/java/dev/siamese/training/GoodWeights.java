package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;

/**
 * A copy of the weights after the last epoch whose losses and weights were finite, for a run that
 * fails. The copy stays on the device; making it does not wait for the device.
 */
final class GoodWeights {

  private final List<NDArray> weights;
  private final NDList copies = new NDList();

  /**
   * A copy of the current weights.
   *
   * @param manager owns it
   */
  GoodWeights(List<NDArray> weights, NDManager manager) {
    this.weights = weights;
    for (var array : weights) {
      var copy = array.duplicate();
      copy.attach(manager);
      copies.add(copy);
    }
  }

  /** Copies the current weights. */
  void update() {
    for (int i = 0; i < copies.size(); i++) {
      copies.get(i).set(new NDIndex(":"), weights.get(i));
    }
  }

  /** Loads the copy into the weights. */
  void load() {
    for (int i = 0; i < copies.size(); i++) {
      weights.get(i).set(new NDIndex(":"), copies.get(i));
    }
  }

  /** A scalar that is 0 if all current weights are finite, otherwise NaN; the caller closes it. */
  NDArray finiteFlag() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray flag = null;
      for (var array : weights) {
        var zero = array.mul(Scalar.constant(0)).sum();
        flag = flag == null ? zero : flag.add(zero);
      }
      NDScope.unregister(flag);
      return flag;
    }
  }

  /** Whether all current weights are finite; waits for the device. */
  boolean isFinite() {
    try (var flag = finiteFlag()) {
      return Float.isFinite(Tensors.toFloatArray(flag)[0]);
    }
  }
}
