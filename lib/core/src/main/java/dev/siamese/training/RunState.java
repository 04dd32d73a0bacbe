package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a run changes: weights, optimizer moments, the average of the weights, the best
 * weights, the history and the counters. A checkpoint is a copy of it.
 */
final class RunState {

  private final List<NDArray> weights = new ArrayList<>(); // values and buffers
  final AdamW optimizer;
  final WeightEma ema; // null without
  final BestWeights best;
  final GoodWeights good;
  final History history = new History();
  int step;
  long samplesSeen;
  long trainingNanos;

  /**
   * The state before the first step.
   *
   * @param weights of the encoder and of the loss
   * @param manager owns the arrays
   */
  RunState(List<Weights> weights, TrainingConfig config, NDManager manager) {
    for (var each : weights) {
      this.weights.add(each.values(manager));
      this.weights.add(each.buffers(manager));
    }
    var nonEmpty = this.weights.stream().filter(array -> array.size() > 0).toList();
    optimizer =
        new AdamW(
            weights,
            config.weightDecay(),
            config.maxGradientNorm(),
            config.muonUpdateRms(),
            manager);
    ema = config.emaDecay() > 0 ? new WeightEma(nonEmpty, config.emaDecay(), manager) : null;
    best = new BestWeights(weights);
    good = new GoodWeights(nonEmpty, manager);
  }

  /** Includes the weights after the current step in their average, if there is one. */
  void updateEma() {
    if (ema != null) {
      ema.update(step);
    }
  }

  /** Exchanges the weights and their average, if there is one. */
  void swapEma() {
    if (ema != null) {
      ema.swap();
    }
  }

  /** All arrays that a step changes, in a fixed order. */
  private List<NDArray> arrays() {
    var arrays = new ArrayList<>(weights);
    arrays.addAll(optimizer.state());
    if (ema != null) {
      arrays.addAll(ema.state());
    }
    return arrays;
  }

  /** A copy of this state. */
  Checkpoint toCheckpoint(String fingerprint) {
    return new Checkpoint(
        fingerprint,
        samplesSeen,
        trainingNanos,
        history.epochs(),
        history.stepLosses(),
        arrays().stream().map(Tensors::toFloatArray).toList(),
        best.arrays());
  }

  /** Whether a checkpoint has the arrays of this run, and finite weights. */
  boolean fits(Checkpoint saved) {
    var arrays = arrays();
    int weightArrays = weights.size(); // the first ones
    boolean fits =
        arrays.size() == saved.state().size()
            && (saved.bestState().isEmpty() || saved.bestState().size() == weightArrays);
    for (int i = 0; fits && i < arrays.size(); i++) {
      long size = arrays.get(i).size();
      fits = saved.state().get(i).length == size;
      if (i < weightArrays) {
        fits &= isFinite(saved.state().get(i));
        if (!saved.bestState().isEmpty()) {
          fits &= saved.bestState().get(i).length == size && isFinite(saved.bestState().get(i));
        }
      }
    }
    return fits;
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Replaces this state, which must be that before the first step.
   *
   * @param saved one that {@link #fits}
   */
  void restore(Checkpoint saved) {
    var arrays = arrays();
    for (int i = 0; i < arrays.size(); i++) {
      Tensors.copyInto(arrays.get(i), saved.state().get(i));
    }
    history.restore(saved.epochs(), saved.stepLosses());
    step = saved.stepLosses().length;
    samplesSeen = saved.samplesSeen();
    trainingNanos = saved.trainingNanos();
    optimizer.resumeAt(step);
    double lowestError = Double.POSITIVE_INFINITY;
    for (var epoch : saved.epochs()) {
      if (epoch.validationError() < lowestError) { // false for NaN
        lowestError = epoch.validationError();
      }
    }
    best.restore(lowestError, saved.bestState());
    swapEma();
    good.update();
    swapEma();
  }

  /**
   * Loads the weights that a failed run keeps: those of the best epoch, or without validation of
   * the last one whose losses and weights were finite.
   *
   * @return which they are
   */
  String loadLastGood() {
    good.load();
    best.load();
    int epoch = history.epochs().size();
    return best.arrays().isEmpty()
        ? (epoch == 0
            ? "its weights from the start of the run"
            : "its weights after epoch " + epoch)
        : "the weights of its best epoch so far";
  }
}
