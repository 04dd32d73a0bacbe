package dev.siamese.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The measurements of a training run: one entry per epoch, and the loss of every step.
 *
 * <p>Not thread-safe: it grows while a training runs.
 */
public final class History {

  private final List<Epoch> epochs = new ArrayList<>();
  private float[] stepLosses = {};
  private boolean interrupted;
  private boolean stoppedEarly;

  /**
   * The measurements of one epoch.
   *
   * @param epoch its number, from 1
   * @param step the number of steps since the start of the run
   * @param loss the mean over the epoch's steps; NaN without steps
   * @param validationError from 0 to 1; NaN without validation
   * @param validationLoss the loss of held-out samples; NaN if there is none
   * @param samplesPerSecond the training speed, without validation
   * @param seconds since the start of the run, without interruptions
   * @param metrics of held-out embeddings by name: {@code active_fraction}, the fraction of pairs
   *     or triplets with a loss above 0, and those of {@link
   *     dev.siamese.metrics.EmbeddingStatistics#metrics()}; empty without validation
   */
  public record Epoch(
      int epoch,
      int step,
      double loss,
      double validationError,
      double validationLoss,
      double samplesPerSecond,
      double seconds,
      Map<String, Double> metrics) {}

  /** Adds the losses of further steps of the current epoch. */
  void addSteps(float[] losses) {
    int before = stepLosses.length;
    stepLosses = Arrays.copyOf(stepLosses, before + losses.length);
    System.arraycopy(losses, 0, stepLosses, before, losses.length);
  }

  /** Ends the current epoch. */
  void addEpoch(ValidationResult validation, double samplesPerSecond, double secondsSoFar) {
    int start = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).step();
    double sum = 0;
    for (int step = start; step < stepLosses.length; step++) {
      sum += stepLosses[step];
    }
    int steps = stepLosses.length - start;
    epochs.add(
        new Epoch(
            epochs.size() + 1,
            stepLosses.length,
            steps == 0 ? Double.NaN : sum / steps,
            validation.error(),
            validation.loss(),
            samplesPerSecond,
            secondsSoFar,
            validation.metrics()));
  }

  /** Continues an earlier run, whose history this is to hold from now on. */
  void restore(List<Epoch> savedEpochs, float[] savedLosses) {
    epochs.addAll(savedEpochs);
    stepLosses = savedLosses;
  }

  void markInterrupted() {
    interrupted = true;
  }

  /** Ends the run before its last epoch if the validation error has not fallen for long enough. */
  void applyPatience(int patience, int totalEpochs) {
    int lowest = bestEpoch();
    int waited = epochs.size() - lowest;
    stoppedEarly = patience > 0 && lowest > 0 && waited >= patience && epochs.size() < totalEpochs;
  }

  /** {@return one entry per epoch} */
  public List<Epoch> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /** {@return the loss of every step} */
  public float[] stepLosses() {
    return stepLosses.clone();
  }

  /** {@return the mean loss of the last epoch; NaN before the first} */
  public double lastLoss() {
    return epochs.isEmpty() ? Double.NaN : last().loss;
  }

  /** {@return the validation error after the last epoch; NaN if there is none} */
  public double lastValidationError() {
    return epochs.isEmpty() ? Double.NaN : last().validationError;
  }

  /** {@return the mean training speed of the epochs, without validation; NaN before the first} */
  public double samplesPerSecond() {
    return epochs.stream().mapToDouble(Epoch::samplesPerSecond).average().orElse(Double.NaN);
  }

  /** {@return the duration of the run in seconds, with validation but without interruptions} */
  public double seconds() {
    return epochs.isEmpty() ? 0 : last().seconds;
  }

  /** {@return whether the run was interrupted before its last step} */
  public boolean interrupted() {
    return interrupted;
  }

  /**
   * {@return whether the run ended before its last epoch because the validation error did not fall
   * any more} See {@link TrainingConfig#patience}.
   */
  public boolean stoppedEarly() {
    return stoppedEarly;
  }

  /** {@return the first epoch with the lowest validation error, from 1; 0 without validation} */
  public int bestEpoch() {
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (var each : epochs) {
      if (each.validationError < lowest) { // false for NaN
        lowest = each.validationError;
        best = each.epoch;
      }
    }
    return best;
  }

  private Epoch last() {
    return epochs.get(epochs.size() - 1);
  }
}
