package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Turns, moves, scales and slants images. Every range is symmetric and drawn uniformly; what comes
 * in from outside is 0.
 *
 * <p>One {@code new Affine(15, 0.1, 0, 0)} blurs less than {@code rotate(15).then(translate(0.1))},
 * since every alteration reads its pixels between those of the one before.
 *
 * @param degrees the largest turn
 * @param translate the largest move, as a part of the side
 * @param scale the largest change of size: 0.2 is from 1/1.2 to 1.2, each axis by itself
 * @param shear the largest slant, as a slope
 */
public record RandomAffine(double degrees, double translate, double scale, double shear)
    implements Augmentation {

  /** What a hand does to a character. */
  public static final RandomAffine HANDWRITING = new RandomAffine(10, 0.06, 0.15, 0.15);

  public RandomAffine {
    Checks.requireNonNegative("degrees", degrees);
    Checks.requireNonNegative("shift", translate);
    Checks.requireNonNegative("scale", scale);
    Checks.requireNonNegative("shear", shear);
  }

  /** Only turns, by up to so many degrees. */
  public static RandomAffine rotate(double degrees) {
    return new RandomAffine(degrees, 0, 0, 0);
  }

  /** Only moves, by up to such a part of the side. */
  public static RandomAffine translate(double shift) {
    return new RandomAffine(0, shift, 0, 0);
  }

  /** Only changes the size: 0.2 is from 1/1.2 to 1.2, each axis by itself. */
  public static RandomAffine scale(double scale) {
    return new RandomAffine(0, 0, scale, 0);
  }

  /** Only slants, by up to such a slope. */
  public static RandomAffine shear(double shear) {
    return new RandomAffine(0, 0, 0, shear);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    int n = (int) images.getShape().get(0);
    var theta = new float[6 * n];
    for (int i = 0; i < n; i++) {
      draw(theta, 6 * i, random);
    }
    return ImageOps.affine(images, Tensors.create(images.getManager(), theta, new Shape(n, 2, 3)));
  }

  /** Rotation × shear × scale; the map goes from output to input, both in [−1, 1]. */
  private void draw(float[] theta, int at, RandomGenerator random) {
    double angle = Math.toRadians(RandomDraws.symmetric(degrees, random));
    double slant = RandomDraws.symmetric(shear, random);
    double wide = RandomDraws.scaleFactor(scale, random);
    double high = RandomDraws.scaleFactor(scale, random);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    theta[at] = (float) (cos * wide);
    theta[at + 1] = (float) ((cos * slant - sin) * high);
    theta[at + 2] = (float) (2 * RandomDraws.symmetric(translate, random));
    theta[at + 3] = (float) (sin * wide);
    theta[at + 4] = (float) ((sin * slant + cos) * high);
    theta[at + 5] = (float) (2 * RandomDraws.symmetric(translate, random));
  }
}
