package dev.siamese.training;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Receives the progress of a training run, such as for a progress bar or a live chart. */
public interface TrainingListener {

  /**
   * The position of a run after a step.
   *
   * @param epoch the current epoch, from 1
   * @param totalEpochs the number of epochs of the run
   * @param step the number of steps done
   * @param totalSteps the number of steps of the run
   * @param samplesPerSecond the training speed so far, without validation
   * @param etaSeconds the estimated remaining time at this speed
   */
  record Progress(
      int epoch,
      int totalEpochs,
      int step,
      int totalSteps,
      double samplesPerSecond,
      double etaSeconds) {}

  /** Does nothing, but logs warnings. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Shows the progress of a run as one line of text on a stream, updated in place up to five times
   * per second; without a terminal, as one line per epoch.
   *
   * @param title the start of the line
   * @param out usually {@code System.err}
   * @return the progress bar
   */
  static TrainingListener progressBar(String title, PrintStream out) {
    return new ProgressBar(title, out);
  }

  /**
   * Shows the progress of a run elsewhere, such as in a notebook. Warnings are printed to {@code
   * System.out}.
   *
   * <pre>{@code
   * var id = display("");
   * var bar = TrainingListener.progressBar("triplet", line -> updateDisplay(id, line));
   * }</pre>
   *
   * @param title the start of the line
   * @param sink replaces the previous line by a new one
   * @return the progress bar
   */
  static TrainingListener progressBar(String title, Consumer<String> sink) {
    return new ProgressBar(title, sink);
  }

  /**
   * Called after every step. The device may still be computing, so the loss of the step is not
   * known yet.
   *
   * @param progress the number of steps done and the speed so far
   */
  default void onStep(Progress progress) {}

  /**
   * Called after every epoch, with the history so far.
   *
   * @param progress the number of steps done and the speed so far
   * @param history the losses and validation errors up to and including this epoch
   */
  default void onEpoch(Progress progress, History history) {}

  /**
   * Called when training continues but looks wrong. Default: logs the message.
   *
   * @param message the problem and what to try
   */
  default void onWarning(String message) {
    LoggerFactory.getLogger(Trainer.class).warn(message);
  }

  /**
   * {@return a listener that calls this listener, then another one}
   *
   * @param next called after this listener with the same arguments
   */
  default TrainingListener andThen(TrainingListener next) {
    var first = this;
    return new TrainingListener() {
      @Override
      public void onStep(Progress progress) {
        first.onStep(progress);
        next.onStep(progress);
      }

      @Override
      public void onEpoch(Progress progress, History history) {
        first.onEpoch(progress, history);
        next.onEpoch(progress, history);
      }

      @Override
      public void onWarning(String message) {
        first.onWarning(message);
        next.onWarning(message);
      }
    };
  }
}
