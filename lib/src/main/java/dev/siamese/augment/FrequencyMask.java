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
 * @param widest the widest band, as a part of all frequencies; each is drawn uniformly from 0 to
 *     it, in whole rows
 * @param count how many bands; they may overlap
 */
public record FrequencyMask(double widest, int count) implements Augmentation {

  public FrequencyMask {
    Require.part("widest", widest);
    Bands.requireCount(count);
  }

  @Override
  public NDArray apply(NDArray spectrograms, RandomGenerator random) {
    Require.planes(spectrograms, this);
    return Bands.blot(spectrograms, 2, widest, count, random);
  }
}
