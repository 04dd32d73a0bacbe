package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Crops a random window of every signal and resamples it to the original length by linear
 * interpolation (window slicing, Le Guennec, Malinowski and Tavenard 2016).
 *
 * <p>For signals (N, C, T) and spectrograms (N, C, F, T); for images, use {@link RandomAffine}.
 *
 * @param minFraction minimum length of the window as a fraction, above 0 and at most 1; uniform
 *     from it to 1
 */
public record RandomTimeCrop(double minFraction) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param minFraction minimum length of the window as a fraction, above 0 and at most 1; uniform
   *     from it to 1
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RandomTimeCrop {
    if (!(minFraction > 0 && minFraction <= 1)) {
      throw new IllegalArgumentException(
          "minFraction must be above 0 and at most 1: " + minFraction);
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
      double fraction = minFraction + (1 - minFraction) * random.nextDouble();
      start[i] = (float) (2 * (1 - fraction) * random.nextDouble() - 1);
      length[i] = (float) (2 * fraction);
    }
    var manager = signals.getManager();
    var shape = new Shape(n, 1);
    var positions =
        Tensors.create(manager, TimeGrid.of(steps), new Shape(1, steps))
            .mul(Tensors.create(manager, length, shape))
            .addi(Tensors.create(manager, start, shape)); // (N, T)
    return ImageOps.gridSample1d(signals, positions);
  }
}
