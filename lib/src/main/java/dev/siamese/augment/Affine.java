package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Operations;
import dev.siamese.engine.Transfer;
import java.util.random.RandomGenerator;

/**
 * Turns, moves, scales and slants images. Every range is symmetric and drawn uniformly; what comes
 * in from outside is 0.
 *
 * <p>One {@code new Affine(15, 0.1, 0, 0)} blurs less than {@code rotate(15).then(translate(0.1))},
 * since every alteration reads its pixels between those of the one before.
 *
 * @param degrees the largest turn
 * @param shift the largest move, as a part of the side
 * @param scale the largest change of size: 0.2 is from 1/1.2 to 1.2, each axis by itself
 * @param shear the largest slant, as a slope
 */
public record Affine(double degrees, double shift, double scale, double shear)
    implements Augmentation {

  /** What a hand does to a character. */
  public static final Affine HANDWRITING = new Affine(10, 0.06, 0.15, 0.15);

  public Affine {
    Require.notNegative("degrees", degrees);
    Require.notNegative("shift", shift);
    Require.notNegative("scale", scale);
    Require.notNegative("shear", shear);
  }

  /** Only turns, by up to so many degrees. */
  public static Affine rotate(double degrees) {
    return new Affine(degrees, 0, 0, 0);
  }

  /** Only moves, by up to such a part of the side. */
  public static Affine translate(double shift) {
    return new Affine(0, shift, 0, 0);
  }

  /** Only changes the size: 0.2 is from 1/1.2 to 1.2, each axis by itself. */
  public static Affine resize(double scale) {
    return new Affine(0, 0, scale, 0);
  }

  /** Only slants, by up to such a slope. */
  public static Affine slant(double shear) {
    return new Affine(0, 0, 0, shear);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Require.planes(images, this);
    int n = (int) images.getShape().get(0);
    var theta = new float[6 * n];
    for (int i = 0; i < n; i++) {
      draw(theta, 6 * i, random);
    }
    return Operations.affine(images, Transfer.to(images.getManager(), theta, new Shape(n, 2, 3)));
  }

  /** Rotation × shear × scale; the map goes from output to input, both in [−1, 1]. */
  private void draw(float[] theta, int at, RandomGenerator random) {
    double angle = Math.toRadians(Draw.symmetric(degrees, random));
    double slant = Draw.symmetric(shear, random);
    double wide = Draw.factor(scale, random);
    double high = Draw.factor(scale, random);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    theta[at] = (float) (cos * wide);
    theta[at + 1] = (float) ((cos * slant - sin) * high);
    theta[at + 2] = (float) (2 * Draw.symmetric(shift, random));
    theta[at + 3] = (float) (sin * wide);
    theta[at + 4] = (float) ((sin * slant + cos) * high);
    theta[at + 5] = (float) (2 * Draw.symmetric(shift, random));
  }
}
