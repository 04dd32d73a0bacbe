package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Operations;
import dev.siamese.engine.Transfer;
import java.util.random.RandomGenerator;

/**
 * Keeps a random window of every signal and stretches it back to the whole length, linearly between
 * two steps (window slicing, Le Guennec, Malinowski and Tavenard 2016).
 *
 * <p>For signals (N, C, T) and spectrograms (N, C, F, T); images are cropped by {@link Affine}'s
 * scale and shift.
 *
 * @param smallest the shortest window, as a part of the length; drawn uniformly from there to 1
 */
public record Crop(double smallest) implements Augmentation {

  public Crop {
    if (!(smallest > 0 && smallest <= 1)) {
      throw new IllegalArgumentException(
          "smallest must be above 0 and at most 1 (keeps the whole signal), not " + smallest);
    }
  }

  @Override
  public NDArray apply(NDArray signals, RandomGenerator random) {
    Require.time(signals, this);
    int n = (int) signals.getShape().get(0);
    int steps = (int) signals.getShape().get(signals.getShape().dimension() - 1);
    var start = new float[n];
    var length = new float[n];
    for (int i = 0; i < n; i++) {
      double part = smallest + (1 - smallest) * random.nextDouble();
      start[i] = (float) (2 * (1 - part) * random.nextDouble() - 1);
      length[i] = (float) (2 * part);
    }
    var manager = signals.getManager();
    var each = new Shape(n, 1);
    var places =
        Transfer.to(manager, Timeline.of(steps), new Shape(1, steps))
            .mul(Transfer.to(manager, length, each))
            .addi(Transfer.to(manager, start, each)); // (N, T)
    return Operations.resample(signals, places);
  }
}
