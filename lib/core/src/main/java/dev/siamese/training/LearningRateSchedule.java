package dev.siamese.training;

/** The factor of the learning rate over a run. A lambda works, but cannot be saved as JSON. */
@FunctionalInterface
public interface LearningRateSchedule {

  /** The same learning rate at every step. */
  LearningRateSchedule CONSTANT = LearningRateSchedules.CONSTANT;

  /** Linear from 0 to 1 during the first 5 % of the steps, then half a cosine from 1 to 0. */
  LearningRateSchedule COSINE_WITH_WARMUP = LearningRateSchedules.COSINE_WITH_WARMUP;

  /**
   * {@return the factor of the learning rate at one step, at least 0}
   *
   * @param progress the fraction of all steps that is done after this step: above 0, up to 1
   */
  double multiplier(double progress);
}
