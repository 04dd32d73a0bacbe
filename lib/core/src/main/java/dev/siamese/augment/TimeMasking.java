package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/**
 * Blots out stretches of time (SpecAugment, Park et al. 2019) in signals (N, C, T) and spectrograms
 * (N, C, F, T), for all channels and frequencies alike.
 *
 * <p>What was there becomes the mean of the sample's channel, which is the paper's 0 if the batch
 * has been normalised.
 *
 * @param maxFraction the longest stretch, as a part of the length; each is drawn uniformly from 0
 *     to it, in whole steps
 * @param count how many stretches; they may overlap
 */
public record TimeMasking(double maxFraction, int count) implements Augmentation {

  public TimeMasking {
    Checks.requireFraction("widest", maxFraction);
    BandMask.requireCount(count);
  }

  @Override
  public NDArray apply(NDArray batch, RandomGenerator random) {
    Checks.requireTimeAxis(batch, this);
    int time = batch.getShape().dimension() - 1;
    return BandMask.mask(batch, time, maxFraction, count, random);
  }
}
