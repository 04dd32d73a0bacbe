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
  private final Path checkpoint; // null without
  private final String fingerprint; // of the run, for the checkpoint
  private final int stepsPerEpoch;
  private final CollapseDetector collapseDetector = new CollapseDetector();
  private final NDList losses = new NDList(); // of the steps since they were last read
  private long start = System.nanoTime();

  TrainingLoop(
      TrainingConfig config,
      TrainingStep step,
      RunState state,
      ValidationResult.Validator validator,
      TrainingListener listener,
      Path checkpoint,
      String fingerprint) {
    this.config = validator == null ? withoutPatience(config) : config;
    this.trainingStep = step;
    this.state = state;
    this.validator = validator;
    this.listener = listener;
    this.checkpoint = checkpoint;
    this.fingerprint = fingerprint;
    stepsPerEpoch =
        config.stepsPerEpoch() > 0 ? config.stepsPerEpoch() : step.sampler().stepsPerEpoch();
  }

  private static TrainingConfig withoutPatience(TrainingConfig config) {
    return config.patience() == 0
        ? config
        : config.withEpochs(Math.min(config.epochs(), config.patience())).withPatience(0);
  }

  /**
   * Runs all epochs that are not done, then leaves the weights of the best epoch, or of the last
   * one. The checkpoint is read if it exists, and written after every epoch.
   */
  void run() {
    if (checkpoint != null && Files.exists(checkpoint)) {
      state.restore(Checkpoint.read(checkpoint, fingerprint));
      start = System.nanoTime() - (long) (state.history.seconds() * 1e9);
      state.history.applyPatience(config.patience(), config.epochs());
    }
    int done = state.history.epochs().size();
    try (var guard = new ShutdownGuard(this::endAtShutdown)) {
      for (int epoch = done + 1; epoch <= config.epochs() && !hasEnded(); epoch++) {
        runEpoch(epoch, guard);
        if (checkpoint != null && !interrupted()) {
          state.toCheckpoint(fingerprint).write(checkpoint);
        }
        guard.check();
      }
    }
    state.swapEma();
    state.best.load();
  }

  private boolean hasEnded() {
    return interrupted() || state.history.stoppedEarly();
  }

  private boolean interrupted() {
    return state.history.interrupted();
  }

  /** Keeps the steps of the current epoch, too. */
  private void endAtShutdown() {
    if (checkpoint != null) {
      state.history.addSteps(readLosses());
      state.toCheckpoint(fingerprint).write(checkpoint);
    }
    listener.onWarning(
        "The process is shutting down: the training stops after step %d of %d."
            .formatted(state.step, totalSteps()));
  }

  private void runEpoch(int epoch, ShutdownGuard guard) {
    long samplesBefore = state.samplesSeen;
    long startOfEpoch = System.nanoTime();
    while (state.step < epoch * stepsPerEpoch && !interrupted()) {
      losses.add(trainingStep.run(state.step, state, learningRate()));
      state.step++;
      state.updateEma();
      listener.onStep(progress(epoch, state.trainingNanos + System.nanoTime() - startOfEpoch));
      // cleared until the run has ended: validation and listeners must not be interrupted
      if (Thread.interrupted()) {
        state.history.markInterrupted();
      }
      guard.check();
    }
    state.history.addSteps(readLosses()); // the only time in an epoch that the device is waited for
    long nanos = System.nanoTime() - startOfEpoch;
    state.trainingNanos += nanos;
    double speed = (state.samplesSeen - samplesBefore) / (nanos * 1e-9);
    var validation = validate();
    state.history.addEpoch(validation, speed, (System.nanoTime() - start) * 1e-9);
    state.history.applyPatience(config.patience(), config.epochs());
    listener.onEpoch(progress(epoch, state.trainingNanos), state.history);
  }

  private double learningRate() {
    double progress = (state.step + 1.0) / totalSteps();
    return config.learningRate() * config.learningRateSchedule().multiplier(progress);
  }

  private int totalSteps() {
    return config.epochs() * stepsPerEpoch;
  }

  private float[] readLosses() {
    if (losses.isEmpty()) {
      return new float[0];
    }
    try (var stacked = NDArrays.stack(losses)) {
      var values = Tensors.toFloatArray(stacked);
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          int failed = state.step - values.length + i;
          throw new ArithmeticException(
              trainingStep.explainNonFinite(failed, values[i], config.learningRate()));
        }
      }
      return values;
    } finally {
      losses.close();
      losses.clear();
    }
  }

  private ValidationResult validate() {
    state.swapEma();
    var result = ValidationResult.NONE;
    if (validator != null) {
      result = validator.evaluate(trainingStep.encoder(), trainingStep.loss());
      state.best.update(result.error());
    }
    var statistics = result.statistics().orElseGet(trainingStep::statistics);
    state.swapEma();
    collapseDetector.observe(statistics, result.statistics().isPresent(), listener);
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
