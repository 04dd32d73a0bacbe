package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.engine.Transfer;
import java.util.random.RandomGenerator;

/**
 * Multiplies signals by random amplitudes (after Um et al. 2017). Each range is symmetric as a
 * factor: 0.2 draws from 1/1.2 to 1.2, as likely below 1 as above.
 *
 * @param sample the largest change that all channels of a sample share, as a louder recording
 * @param channel the largest further change of each channel by itself, as an uneven sensor
 */
public record Scaling(double sample, double channel) implements Augmentation {

  public Scaling {
    Require.notNegative("sample", sample);
    Require.notNegative("channel", channel);
  }

  @Override
  public NDArray apply(NDArray signals, RandomGenerator random) {
    Require.time(signals, this);
    int n = (int) signals.getShape().get(0);
    int channels = (int) signals.getShape().get(1);
    var factors = new float[n * channels];
    for (int i = 0; i < n; i++) {
      double common = Draw.factor(sample, random);
      for (int c = 0; c < channels; c++) {
        factors[i * channels + c] = (float) (common * Draw.factor(channel, random));
      }
    }
    var each = Broadcast.along(signals, 0, 1);
    return signals.mul(Transfer.to(signals.getManager(), factors, each));
  }
}
