package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Keeps a random window of every signal and stretches it back to the whole length, linearly between
 * two steps (window slicing, Le Guennec, Malinowski and Tavenard 2016).
 *
 * <p>For signals (N, C, T) and spectrograms (N, C, F, T); images are cropped by {@link
 * RandomAffine}'s scale and shift.
 *
 * @param minFraction the shortest window, as a part of the length; drawn uniformly from there to 1
 */
public record RandomTimeCrop(double minFraction) implements Augmentation {

  public RandomTimeCrop {
    if (!(minFraction > 0 && minFraction <= 1)) {
      throw new IllegalArgumentException(
          "smallest must be above 0 and at most 1 (keeps the whole signal), not " + minFraction);
    }
  }

  @Override
  public NDArray apply(NDArray signals, RandomGenerator random) {
    Checks.requireTimeAxis(signals, this);
    int n = (int) signals.getShape().get(0);
    int steps = (int) signals.getShape().get(signals.getShape().dimension() - 1);
    var start = new float[n];
    var length = new float[n];
    for (int i = 0; i < n; i++) {
      double part = minFraction + (1 - minFraction) * random.nextDouble();
      start[i] = (float) (2 * (1 - part) * random.nextDouble() - 1);
      length[i] = (float) (2 * part);
    }
    var manager = signals.getManager();
    var each = new Shape(n, 1);
    var places =
        Tensors.create(manager, TimeGrid.of(steps), new Shape(1, steps))
            .mul(Tensors.create(manager, length, each))
            .addi(Tensors.create(manager, start, each)); // (N, T)
    return ImageOps.gridSample1d(signals, places);
  }
}
