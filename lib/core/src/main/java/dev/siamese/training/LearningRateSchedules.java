package dev.siamese.training;

/** The learning rate schedules that have a name, by which JSON writes them. */
enum LearningRateSchedules implements LearningRateSchedule {
  CONSTANT {
    @Override
    public double multiplier(double progress) {
      return 1;
    }
  },

  COSINE_WITH_WARMUP {
    @Override
    public double multiplier(double progress) {
      return progress < 0.05
          ? progress / 0.05
          : 0.5 * (1 + Math.cos(Math.PI * (progress - 0.05) / 0.95));
    }
  }
}
