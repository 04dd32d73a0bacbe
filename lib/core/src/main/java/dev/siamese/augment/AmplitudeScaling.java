package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Multiplies signals by random factors (after Um et al. 2017). Factors are log-uniform: 0.2 draws
 * from 1/1.2 to 1.2, as likely below 1 as above.
 *
 * @param perSample range of the factor that all channels of a sample share, at least 0
 * @param perChannel range of a further factor for each channel, at least 0
 */
public record AmplitudeScaling(double perSample, double perChannel) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param perSample range of the factor that all channels of a sample share, at least 0
   * @param perChannel range of a further factor for each channel, at least 0
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AmplitudeScaling {
    Checks.requireNonNegative("perSample", perSample);
    Checks.requireNonNegative("perChannel", perChannel);
  }

  @Override
  public NDArray apply(NDArray signals, RandomGenerator random) {
    Checks.requireTimeAxis(signals, this);
    int n = (int) signals.getShape().get(0);
    int channels = (int) signals.getShape().get(1);
    var factors = new float[n * channels];
    for (int i = 0; i < n; i++) {
      double shared = RandomDraws.scaleFactor(perSample, random);
      for (int c = 0; c < channels; c++) {
        factors[i * channels + c] = (float) (shared * RandomDraws.scaleFactor(perChannel, random));
      }
    }
    var shape = Broadcast.along(signals, 0, 1);
    return signals.mul(Tensors.create(signals.getManager(), factors, shape));
  }
}
