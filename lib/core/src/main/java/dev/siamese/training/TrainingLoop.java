package dev.siamese.training;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the epochs of a training: steps, validation, listener, checkpoint. */
final class TrainingLoop {

  private final TrainingConfig config;
  private final TrainingStep trainingStep;
  private final RunState state;
  private final ValidationResult.Validator validator; // null without
  private final TrainingListener listener;
  private final int stepsPerEpoch;
  private final CollapseDetector collapseDetector = new CollapseDetector();
  private long start = System.nanoTime();

  TrainingLoop(
      TrainingConfig config,
      TrainingStep step,
      RunState state,
      ValidationResult.Validator validator,
      TrainingListener listener) {
    this.config = config;
    this.trainingStep = step;
    this.state = state;
    this.validator = validator;
    this.listener = listener;
    stepsPerEpoch =
        config.stepsPerEpoch() > 0 ? config.stepsPerEpoch() : step.sampler().stepsPerEpoch();
  }

  /**
   * Runs all epochs that are not done, then leaves the weights of the best epoch, or of the last
   * one.
   *
   * @param checkpoint is read if it exists, and written after every epoch; null for none
   */
  void run(Path checkpoint, String fingerprint) {
    if (checkpoint != null && Files.exists(checkpoint)) {
      state.restore(Checkpoint.read(checkpoint, fingerprint));
      start = System.nanoTime() - (long) (state.history.seconds() * 1e9);
    }
    int done = state.history.epochs().size();
    for (int epoch = done + 1; epoch <= config.epochs() && !interrupted(); epoch++) {
      runEpoch(epoch);
      if (checkpoint != null && !interrupted()) {
        state.toCheckpoint(fingerprint).write(checkpoint);
      }
    }
    state.swapEma();
    state.best.load();
  }

  private boolean interrupted() {
    return state.history.interrupted();
  }

  private void runEpoch(int epoch) {
    long samplesBefore = state.samplesSeen;
    long startOfEpoch = System.nanoTime();
    var losses = new NDList();
    while (state.step < epoch * stepsPerEpoch && !interrupted()) {
      losses.add(trainingStep.run(state.step, state, learningRate()));
      state.step++;
      state.updateEma();
      listener.onStep(progress(epoch, state.trainingNanos + System.nanoTime() - startOfEpoch));
      // cleared until the run has ended: validation and listeners must not be interrupted
      if (Thread.interrupted()) {
        state.history.markInterrupted();
      }
    }
    var values = read(losses); // the only time in an epoch that the device is waited for
    long nanos = System.nanoTime() - startOfEpoch;
    state.trainingNanos += nanos;
    double speed = (state.samplesSeen - samplesBefore) / (nanos * 1e-9);
    var validation = validate();
    state.history.add(values, validation, speed, (System.nanoTime() - start) * 1e-9);
    listener.onEpoch(progress(epoch, state.trainingNanos), state.history);
  }

  private double learningRate() {
    double progress = (state.step + 1.0) / totalSteps();
    return config.learningRate() * config.learningRateSchedule().multiplier(progress);
  }

  private int totalSteps() {
    return config.epochs() * stepsPerEpoch;
  }

  private float[] read(NDList losses) {
    if (losses.isEmpty()) {
      return new float[0];
    }
    try (losses;
        var stacked = NDArrays.stack(losses)) {
      var values = Tensors.toFloatArray(stacked);
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          int failed = state.step - values.length + i;
          throw new ArithmeticException(
              trainingStep.explainNonFinite(failed, values[i], config.learningRate()));
        }
      }
      return values;
    }
  }

  private ValidationResult validate() {
    if (validator == null) {
      return ValidationResult.NONE;
    }
    state.swapEma();
    var result = validator.evaluate(trainingStep.encoder(), trainingStep.loss());
    state.best.update(result.error());
    state.swapEma();
    result.statistics().ifPresent(each -> collapseDetector.observe(each, listener));
    return result;
  }

  private TrainingListener.Progress progress(int epoch, long nanos) {
    int steps = totalSteps();
    double nanosPerStep = (double) nanos / state.step;
    return new TrainingListener.Progress(
        epoch,
        config.epochs(),
        state.step,
        steps,
        state.samplesSeen / (nanos * 1e-9),
        (steps - state.step) * nanosPerStep * 1e-9);
  }
}
