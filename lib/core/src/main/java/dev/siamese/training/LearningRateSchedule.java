package dev.siamese.training;

/** How the learning rate changes over a run: a factor for each moment. */
@FunctionalInterface
public interface LearningRateSchedule {

  /** The same rate from beginning to end. */
  LearningRateSchedule CONSTANT = progress -> 1;

  /** Up in a straight line for the first twentieth, then down to 0 along half a cosine. */
  LearningRateSchedule COSINE_WITH_WARMUP =
      progress ->
          progress < 0.05
              ? progress / 0.05
              : 0.5 * (1 + Math.cos(Math.PI * (progress - 0.05) / 0.95));

  /**
   * The factor of the learning rate.
   *
   * @param progress the part of all steps that is done, above 0 to 1
   */
  double multiplier(double progress);
}
