package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Adds independent Gaussian noise to every value, for images and signals (Um et al. 2017). The
 * result is not clamped, because that would brighten black areas.
 *
 * @param std standard deviation in the units of the batch, at least 0
 */
public record GaussianNoise(double std) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param std standard deviation in the units of the batch, at least 0
   * @throws IllegalArgumentException if a value is out of its range
   */
  public GaussianNoise {
    Checks.requireNonNegative("std", std);
  }

  @Override
  public NDArray apply(NDArray batch, RandomGenerator random) {
    var noise = new float[Math.toIntExact(batch.size())];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (std * random.nextGaussian());
    }
    return batch.add(Tensors.create(batch.getManager(), noise, batch.getShape()));
  }
}
