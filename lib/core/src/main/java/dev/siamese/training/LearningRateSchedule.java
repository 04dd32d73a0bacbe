package dev.siamese.training;

/**
 * The factor of the learning rate over a run; see {@link LearningRateSchedules}. A lambda works,
 * but cannot be saved as JSON.
 */
@FunctionalInterface
public interface LearningRateSchedule {

  /**
   * {@return the factor of the learning rate at one step, at least 0}
   *
   * @param progress the fraction of all steps that is done after this step: above 0, up to 1
   */
  double multiplier(double progress);
}
