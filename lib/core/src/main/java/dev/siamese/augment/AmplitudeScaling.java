package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Multiplies signals by random amplitudes (after Um et al. 2017). Each range is symmetric as a
 * factor: 0.2 draws from 1/1.2 to 1.2, as likely below 1 as above.
 *
 * @param perSample the largest change that all channels of a sample share, as a louder recording
 * @param perChannel the largest further change of each channel by itself, as an uneven sensor
 */
public record AmplitudeScaling(double perSample, double perChannel) implements Augmentation {

  public AmplitudeScaling {
    Checks.requireNonNegative("sample", perSample);
    Checks.requireNonNegative("channel", perChannel);
  }

  @Override
  public NDArray apply(NDArray signals, RandomGenerator random) {
    Checks.requireTimeAxis(signals, this);
    int n = (int) signals.getShape().get(0);
    int channels = (int) signals.getShape().get(1);
    var factors = new float[n * channels];
    for (int i = 0; i < n; i++) {
      double common = RandomDraws.scaleFactor(perSample, random);
      for (int c = 0; c < channels; c++) {
        factors[i * channels + c] = (float) (common * RandomDraws.scaleFactor(perChannel, random));
      }
    }
    var each = Broadcast.along(signals, 0, 1);
    return signals.mul(Tensors.create(signals.getManager(), factors, each));
  }
}
