package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/**
 * Masks intervals of time (SpecAugment, Park et al. 2019) of signals (N, C, T) and spectrograms (N,
 * C, F, T), the same for all channels and frequencies, with the mean of the sample's channel, which
 * is the paper's 0 for normalised batches.
 *
 * @param maxFraction maximum length as a fraction of the signal's; lengths are uniform from 0 to
 *     it, in whole time steps
 * @param count number of intervals, at least 1; they may overlap
 */
public record TimeMasking(double maxFraction, int count) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param maxFraction maximum length as a fraction of the signal's; lengths are uniform from 0 to
   *     it, in whole time steps
   * @param count number of intervals, at least 1; they may overlap
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TimeMasking {
    Checks.requireFraction("maxFraction", maxFraction);
    BandMask.requireCount(count);
  }

  @Override
  public NDArray apply(NDArray batch, RandomGenerator random) {
    Checks.requireTimeAxis(batch, this);
    int time = batch.getShape().dimension() - 1;
    return BandMask.mask(batch, time, maxFraction, count, random);
  }
}
