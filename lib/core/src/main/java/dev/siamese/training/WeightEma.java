package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Weights;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mean of a network's weights over its last steps, the newest counting most (Polyak and
 * Juditsky 1992; exponential, as in Tarvainen and Valpola 2017): steadier than the weights
 * themselves, and often better on unseen classes.
 *
 * <p>Holds one array of the size of the weights: close it.
 */
final class WeightEma implements AutoCloseable {

  private final List<NDArray> weights;
  private final NDList means;
  private final NDManager manager;
  private final double decay;

  /**
   * Begins with the weights as they are.
   *
   * @param decay the part of the mean that one step leaves, from 0 to less than 1; smaller in the
   *     first steps, which are worth forgetting
   */
  WeightEma(List<Weights> weights, double decay) {
    this.decay = decay;
    this.weights =
        weights.stream()
            .flatMap(each -> Stream.of(each.values(), each.buffers()))
            .filter(array -> array.size() > 0)
            .toList();
    manager = this.weights.get(0).getManager().newSubManager();
    means = new NDList();
    for (var array : this.weights) {
      var mean = array.duplicate();
      mean.attach(manager);
      means.add(mean);
    }
  }

  /** Takes the weights after a step into account, the first being step 1. */
  void update(int step) {
    double kept = Math.min(decay, (1.0 + step) / (10 + step));
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (int i = 0; i < means.size(); i++) {
        var part = weights.get(i).mul(Scalar.temporary(1 - kept));
        means.get(i).muli(Scalar.temporary(kept)).addi(part);
      }
    }
  }

  /** Puts the mean in the place of the weights and these in the place of the mean. */
  void swap() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (int i = 0; i < means.size(); i++) {
        var kept = weights.get(i).duplicate();
        weights.get(i).set(new NDIndex(":"), means.get(i));
        means.get(i).set(new NDIndex(":"), kept);
      }
    }
  }

  /** The means, to be saved and restored. */
  List<NDArray> state() {
    return means;
  }

  @Override
  public void close() {
    manager.close();
  }
}
