package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/**
 * Masks frequency bands of spectrograms (N, C, F, T) at all times (SpecAugment, Park et al. 2019)
 * with the mean of the sample's channel, which is the paper's 0 for normalised batches.
 *
 * @param maxFraction maximum width as a fraction of all frequencies; widths are uniform from 0 to
 *     it, in whole rows
 * @param count number of bands, at least 1; they may overlap
 */
public record FrequencyMasking(double maxFraction, int count) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param maxFraction maximum width as a fraction of all frequencies; widths are uniform from 0 to
   *     it, in whole rows
   * @param count number of bands, at least 1; they may overlap
   * @throws IllegalArgumentException if a value is out of its range
   */
  public FrequencyMasking {
    Checks.requireFraction("maxFraction", maxFraction);
    BandMask.requireCount(count);
  }

  @Override
  public NDArray apply(NDArray spectrograms, RandomGenerator random) {
    Checks.requireImages(spectrograms, this);
    return BandMask.mask(spectrograms, 2, maxFraction, count, random);
  }
}
