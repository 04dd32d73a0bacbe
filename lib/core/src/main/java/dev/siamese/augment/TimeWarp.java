package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Warps time smoothly (after Um et al. 2017): a speed is drawn at each knot and interpolated
 * linearly, and the signal is read at its integral. The warp is monotonic and smooth, and keeps the
 * start and the end.
 *
 * <p>For signals (N, C, T) and spectrograms (N, C, F, T), the same for all channels and
 * frequencies. Values are interpolated linearly, which suits spectrograms but not sound waves.
 *
 * @param maxSpeedChange speeds are log-uniform from 1/(1 + maxSpeedChange) to 1 + maxSpeedChange,
 *     then scaled so that the length stays
 * @param knots number of speeds, at least 2, the two ends included
 */
public record TimeWarp(double maxSpeedChange, int knots) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param maxSpeedChange speeds are log-uniform from 1/(1 + maxSpeedChange) to 1 + maxSpeedChange,
   *     then scaled so that the length stays
   * @param knots number of speeds, at least 2, the two ends included
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TimeWarp {
    Checks.requireNonNegative("maxSpeedChange", maxSpeedChange);
    Checks.requireAtLeastTwo("knots", knots);
  }

  @Override
  public NDArray apply(NDArray signals, RandomGenerator random) {
    Checks.requireTimeAxis(signals, this);
    int n = (int) signals.getShape().get(0);
    int steps = (int) signals.getShape().get(signals.getShape().dimension() - 1);
    var speeds = new float[n * knots];
    for (int i = 0; i < n; i++) {
      draw(speeds, i * knots, random);
    }
    var manager = signals.getManager();
    var lead = Tensors.create(manager, lead(steps), new Shape(knots, steps));
    var positions =
        Tensors.create(manager, speeds, new Shape(n, knots))
            .matMul(lead)
            .addi(Tensors.create(manager, TimeGrid.of(steps))); // (N, T)
    return ImageOps.gridSample1d(
        signals, positions.muli(Scalar.constant(2)).subi(Scalar.constant(1)));
  }

  /** Draws speeds whose integral over the whole time is 1. */
  private void draw(float[] speeds, int offset, RandomGenerator random) {
    var drawn = new double[knots];
    double total = 0;
    for (int k = 0; k < knots; k++) {
      drawn[k] = RandomDraws.scaleFactor(maxSpeedChange, random);
      total += drawn[k] * travelled(k, 1);
    }
    for (int k = 0; k < knots; k++) {
      speeds[offset + k] = (float) (drawn[k] / total);
    }
  }

  /**
   * The lead of a speed of 1 at one knot and 0 at the others over the constant speed of the same
   * integral: (knots, T), exactly 0 at both ends.
   */
  private float[] lead(int steps) {
    var time = TimeGrid.of(steps);
    var lead = new float[knots * steps];
    for (int k = 0; k < knots; k++) {
      double total = travelled(k, 1);
      for (int t = 0; t < steps; t++) {
        lead[k * steps + t] = (float) (travelled(k, time[t]) - time[t] * total);
      }
    }
    return lead;
  }

  /** The integral from 0 to a time of the hat function of a knot. */
  private double travelled(int knot, double time) {
    double x = time * (knots - 1) - knot; // from the hat's peak, in units of the knots' distance
    double left = Math.max(-1, Math.min(0, x)) + 1;
    double right = Math.max(0, Math.min(1, x));
    double before = knot == 0 ? 0 : left * left / 2;
    double after = knot == knots - 1 ? 0 : right - right * right / 2;
    return (before + after) / (knots - 1);
  }
}
