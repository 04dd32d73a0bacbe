package dev.siamese.training;

import dev.siamese.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/** A copy of the weights of the epoch with the lowest validation error so far. */
final class BestWeights {

  private final List<Weights> weights;
  private double error = Double.POSITIVE_INFINITY;
  private List<Weights.State> best = List.of(); // one for each of the weights; empty without

  BestWeights(List<Weights> weights) {
    this.weights = weights;
  }

  /** Copies the current weights if their error is the lowest so far. */
  void update(double validationError) {
    if (validationError < error) {
      error = validationError;
      best = weights.stream().map(Weights::state).toList();
    }
  }

  /** Loads the copy into the weights; does nothing without validation. */
  void load() {
    for (int i = 0; i < best.size(); i++) {
      weights.get(i).loadState(best.get(i));
    }
  }

  /** The copy as arrays for a checkpoint: values and buffers of each of the weights. */
  List<float[]> arrays() {
    var arrays = new ArrayList<float[]>();
    best.forEach(state -> arrays.addAll(List.of(state.values(), state.buffers())));
    return arrays;
  }

  /** Continues with the lowest error of an earlier run and the arrays of its checkpoint. */
  void restore(double lowestError, List<float[]> arrays) {
    error = lowestError;
    var states = new ArrayList<Weights.State>();
    for (int i = 0; i < arrays.size(); i += 2) {
      states.add(new Weights.State(arrays.get(i), arrays.get(i + 1)));
    }
    best = states;
  }
}
