package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.siamese.tensor.internal.Scalar;
import java.util.List;

/**
 * The exponential moving average of the weights over the steps (Polyak and Juditsky 1992; Tarvainen
 * and Valpola 2017), which is often better on unseen classes than the last weights.
 */
final class WeightEma {

  private final List<NDArray> weights;
  private final NDList means;
  private final double decay;

  /**
   * An average that starts with the current weights.
   *
   * @param weights the arrays to average
   * @param decay the weight of the previous average in a step, at least 0 and below 1; in the first
   *     steps, (1 + step) / (10 + step) if that is smaller
   * @param manager owns an array of the size of the weights
   */
  WeightEma(List<NDArray> weights, double decay, NDManager manager) {
    this.decay = decay;
    this.weights = weights;
    means = new NDList();
    for (var array : weights) {
      var mean = array.duplicate();
      mean.attach(manager);
      means.add(mean);
    }
  }

  /** Includes the weights after a step, from 1. */
  void update(int step) {
    double effectiveDecay = Math.min(decay, (1.0 + step) / (10 + step));
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var owner = means.head().getManager();
      for (int i = 0; i < means.size(); i++) {
        var increment = weights.get(i).mul(Scalar.temporary(owner, 1 - effectiveDecay));
        means.get(i).muli(Scalar.temporary(owner, effectiveDecay)).addi(increment);
      }
    }
  }

  /** Exchanges the weights and their average. */
  void swap() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (int i = 0; i < means.size(); i++) {
        var copy = weights.get(i).duplicate();
        weights.get(i).set(new NDIndex(":"), means.get(i));
        means.get(i).set(new NDIndex(":"), copy);
      }
    }
  }

  /** The averages, for a checkpoint. */
  List<NDArray> state() {
    return means;
  }
}
