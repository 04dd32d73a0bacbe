package dev.siamese.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;

/** Runs the epochs of a training: steps, validation, listener, checkpoint. */
final class TrainingLoop {

  private static final int STEPS_PER_CHECK = 100; // where reading the loss waits for the device

  private final TrainingConfig config;
  private final TrainingStep trainingStep;
  private final RunState state;
  private final ValidationResult.Validator validator; // null without
  private final TrainingListener listener;
  private final CheckpointFile checkpoint;
  private final int stepsPerEpoch;
  private final int stepsPerCheck; // of the loss
  private final CollapseDetector collapseDetector = new CollapseDetector();
  private final NDList losses = new NDList(); // of the steps since they were last read
  private long start = System.nanoTime();

  TrainingLoop(
      TrainingConfig config,
      TrainingStep step,
      RunState state,
      ValidationResult.Validator validator,
      TrainingListener listener,
      CheckpointFile checkpoint) {
    this.config = validator == null ? withoutPatience(config) : config;
    this.trainingStep = step;
    this.state = state;
    this.validator = validator;
    this.listener = listener;
    this.checkpoint = checkpoint;
    var device = step.encoder().device();
    stepsPerCheck = device.equals(Device.cpu()) ? 1 : STEPS_PER_CHECK;
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
   * one. The checkpoint is read if it exists, and written after every epoch and at intervals. A run
   * that fails leaves the last good weights.
   */
  void run() {
    try {
      runEpochs();
    } catch (LossNotFinite e) {
      var kept = state.loadLastGood();
      throw new ArithmeticException(e.getMessage() + ". The encoder keeps " + kept);
    } catch (RuntimeException e) {
      if (!state.good.isFinite()) {
        state.loadLastGood();
      }
      throw e;
    }
  }

  private void runEpochs() {
    if (checkpoint.read(state)) {
      start = System.nanoTime() - (long) (state.history.seconds() * 1e9);
      state.history.applyPatience(config.patience(), config.epochs());
    }
    int done = state.history.epochs().size();
    try (var guard = new ShutdownGuard(this::endAtShutdown)) {
      for (int epoch = done + 1; epoch <= config.epochs() && !hasEnded(); epoch++) {
        runEpoch(epoch, guard);
        if (!interrupted()) {
          checkpoint.write(state);
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

  /** Within an epoch. */
  private void writeCheckpoint() {
    state.history.addSteps(readLosses());
    checkpoint.write(state);
  }

  /** Keeps the steps of the current epoch, too. */
  private void endAtShutdown() {
    writeCheckpoint();
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
      checkLoss();
      listener.onStep(progress(epoch, state.trainingNanos + System.nanoTime() - startOfEpoch));
      // cleared until the run has ended: validation and listeners must not be interrupted
      if (Thread.interrupted()) {
        state.history.markInterrupted();
      }
      guard.check();
      if (checkpoint.isDue() && !interrupted()) {
        writeCheckpoint();
      }
    }
    state.history.addSteps(readLosses()); // waits for the device
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

  /** A loss, or a weight after it, is NaN or infinite. */
  private static final class LossNotFinite extends RuntimeException {

    private static final long serialVersionUID = 1;

    LossNotFinite(String message) {
      super(message);
    }
  }

  private LossNotFinite notFinite(int failed, String what) {
    return new LossNotFinite(
        "the %s of step %d, in epoch %d of %d: %s"
            .formatted(
                what,
                failed + 1,
                failed / stepsPerEpoch + 1,
                config.epochs(),
                trainingStep.explainNonFinite(failed, config.learningRate())));
  }

  /** Stops at once: at every step on the CPU, elsewhere at every hundredth. */
  private void checkLoss() {
    if (state.step % stepsPerCheck == 0
        && !Float.isFinite(Tensors.toFloatArray(losses.get(losses.size() - 1))[0])) {
      readLosses(); // which names the first such step
    }
  }

  /**
   * The losses since the last call.
   *
   * @throws LossNotFinite if one of them, or a weight, is not finite
   */
  private float[] readLosses() {
    if (losses.isEmpty()) {
      return new float[0];
    }
    int count = losses.size();
    losses.add(state.good.finiteFlag());
    try (var stacked = NDArrays.stack(losses)) {
      var values = Tensors.toFloatArray(stacked);
      for (int i = 0; i < count; i++) {
        if (!Float.isFinite(values[i])) {
          throw notFinite(state.step - count + i, "loss is " + values[i] + " in the batch");
        }
      }
      if (!Float.isFinite(values[count])) {
        throw notFinite(state.step - 1, "weights are NaN or infinite after the batch");
      }
      return Arrays.copyOf(values, count);
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
    state.good.update();
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
