package dev.siamese.training;

import org.slf4j.LoggerFactory;

/** Looks on while an encoder is trained: a progress bar, a live chart. */
public interface TrainingListener {

  /** Does nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** Called after every step. Nothing has been waited for: the loss of the step is not known. */
  default void onStep(Progress progress) {}

  /** Called after every epoch, with all that is known so far. */
  default void onEpoch(Progress progress, History history) {}

  /** Called when something looks wrong that the run can go on with; logged unless overridden. */
  default void onWarning(String message) {
    LoggerFactory.getLogger(Trainer.class).warn(message);
  }

  /** This listener, then another one. */
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
