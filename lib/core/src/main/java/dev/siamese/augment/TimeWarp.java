package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Lets time run now faster, now slower (after Um et al. 2017): a speed is drawn at each of a few
 * points, is linear between them, and its integral is where the signal is read. Time therefore
 * never runs backwards, bends without corners, and begins and ends where it did.
 *
 * <p>For signals (N, C, T) and spectrograms (N, C, F, T), all channels and frequencies alike.
 * Values are linear between two steps: too coarse for sound as a wave, right for its spectrogram.
 *
 * @param maxSpeedChange the largest change of speed before it is scaled to fit: 0.5 draws from
 *     1/1.5 to 1.5
 * @param knots at which a speed is drawn, the two ends among them; more points, quicker changes
 */
public record TimeWarp(double maxSpeedChange, int knots) implements Augmentation {

  public TimeWarp {
    Checks.requireNonNegative("strength", maxSpeedChange);
    Checks.requirePoints(knots);
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
    var places =
        Tensors.create(manager, speeds, new Shape(n, knots))
            .matMul(lead)
            .addi(Tensors.create(manager, TimeGrid.of(steps))); // (N, T)
    return ImageOps.gridSample1d(signals, places.muli(Scalar.constant(2)).subi(Scalar.constant(1)));
  }

  /** Speeds whose integral over the whole time is 1. */
  private void draw(float[] speeds, int at, RandomGenerator random) {
    var drawn = new double[knots];
    double whole = 0;
    for (int k = 0; k < knots; k++) {
      drawn[k] = RandomDraws.scaleFactor(maxSpeedChange, random);
      whole += drawn[k] * travelled(k, 1);
    }
    for (int k = 0; k < knots; k++) {
      speeds[at + k] = (float) (drawn[k] / whole);
    }
  }

  /**
   * By how much a speed of 1 at one point and 0 at the others is ahead of going evenly as far:
   * exactly 0 at both ends, (points, T).
   */
  private float[] lead(int steps) {
    var time = TimeGrid.of(steps);
    var lead = new float[knots * steps];
    for (int k = 0; k < knots; k++) {
      double whole = travelled(k, 1);
      for (int t = 0; t < steps; t++) {
        lead[k * steps + t] = (float) (travelled(k, time[t]) - time[t] * whole);
      }
    }
    return lead;
  }

  /** The integral from 0 to a time of the hat that is 1 at a point and 0 at its neighbours. */
  private double travelled(int point, double time) {
    double x = time * (knots - 1) - point; // from the hat's top, in distances between points
    double left = Math.max(-1, Math.min(0, x)) + 1;
    double right = Math.max(0, Math.min(1, x));
    double before = point == 0 ? 0 : left * left / 2;
    double after = point == knots - 1 ? 0 : right - right * right / 2;
    return (before + after) / (knots - 1);
  }
}
