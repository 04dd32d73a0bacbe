package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/**
 * Blots out bands of frequencies in spectrograms (N, C, F, T), over their whole time (SpecAugment,
 * Park et al. 2019).
 *
 * <p>What was there becomes the mean of the sample's channel, which is the paper's 0 if the batch
 * has been normalised.
 *
 * @param maxFraction the widest band, as a part of all frequencies; each is drawn uniformly from 0
 *     to it, in whole rows
 * @param count how many bands; they may overlap
 */
public record FrequencyMasking(double maxFraction, int count) implements Augmentation {

  public FrequencyMasking {
    Checks.requireFraction("widest", maxFraction);
    BandMask.requireCount(count);
  }

  @Override
  public NDArray apply(NDArray spectrograms, RandomGenerator random) {
    Checks.requireImages(spectrograms, this);
    return BandMask.mask(spectrograms, 2, maxFraction, count, random);
  }
}
