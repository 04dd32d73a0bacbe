package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Adds Gaussian noise to every value by itself: the grain of images, the jitter of signals (Um et
 * al. 2017). Nothing is cut off, since that would turn noise on black into light.
 *
 * @param std standard deviation, in the units of the batch
 */
public record GaussianNoise(double std) implements Augmentation {

  public GaussianNoise {
    Checks.requireNonNegative("deviation", std);
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
