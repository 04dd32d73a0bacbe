package dev.siamese.training;

import org.slf4j.LoggerFactory;

/** Receives the progress of a training run, such as for a progress bar or a live chart. */
public interface TrainingListener {

  /** Does nothing, but logs warnings. */
  TrainingListener NONE = new TrainingListener() {};

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
