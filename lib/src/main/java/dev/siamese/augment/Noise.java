package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.engine.Transfer;
import java.util.random.RandomGenerator;

/**
 * Adds Gaussian noise to every value by itself: the grain of images, the jitter of signals (Um et
 * al. 2017). Nothing is cut off, since that would turn noise on black into light.
 *
 * @param deviation standard deviation, in the units of the batch
 */
public record Noise(double deviation) implements Augmentation {

  public Noise {
    Require.notNegative("deviation", deviation);
  }

  @Override
  public NDArray apply(NDArray batch, RandomGenerator random) {
    var noise = new float[Math.toIntExact(batch.size())];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (deviation * random.nextGaussian());
    }
    return batch.add(Transfer.to(batch.getManager(), noise, batch.getShape()));
  }
}
