package dev.siamese.training;

/** The learning rate schedules that have a name. */
public enum LearningRateSchedules implements LearningRateSchedule {
  /** The same learning rate at every step. */
  CONSTANT {
    @Override
    public double multiplier(double progress) {
      return 1;
    }
  },

  /** Linear from 0 to 1 during the first 5 % of the steps, then half a cosine from 1 to 0. */
  COSINE_WITH_WARMUP {
    @Override
    public double multiplier(double progress) {
      return progress < 0.05
          ? progress / 0.05
          : 0.5 * (1 + Math.cos(Math.PI * (progress - 0.05) / 0.95));
    }
  }
}
