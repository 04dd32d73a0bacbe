package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Rotates, translates, scales and shears images, as in {@code
 * RandomAffine.none().degrees(15).translate(0.1)}. Pixels from outside the image are 0.
 *
 * <p>One transform with several parameters blurs less than several transforms, each of which
 * interpolates the pixels of the one before.
 *
 * @param degrees maximum rotation; uniform from −degrees to degrees
 * @param translate maximum translation along each axis, as a fraction of the side; uniform
 * @param scale each axis is scaled by a factor from 1/(1 + scale) to 1 + scale; log-uniform
 * @param shear maximum shear, as a slope; uniform
 */
public record RandomAffine(double degrees, double translate, double scale, double shear)
    implements Augmentation {

  /** For handwritten characters. */
  public static final RandomAffine HANDWRITING = new RandomAffine(10, 0.06, 0.15, 0.15);

  /**
   * Checks the values.
   *
   * @param degrees maximum rotation; uniform from −degrees to degrees
   * @param translate maximum translation along each axis, as a fraction of the side; uniform
   * @param scale each axis is scaled by a factor from 1/(1 + scale) to 1 + scale; log-uniform
   * @param shear maximum shear, as a slope; uniform
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RandomAffine {
    Checks.requireNonNegative("degrees", degrees);
    Checks.requireNonNegative("translate", translate);
    Checks.requireNonNegative("scale", scale);
    Checks.requireNonNegative("shear", shear);
  }

  /** {@return a transform without effect, to be changed by the methods below} */
  public static RandomAffine none() {
    return new RandomAffine(0, 0, 0, 0);
  }

  /**
   * Only rotations by up to this many degrees.
   *
   * @param degrees in degrees, at least 0
   * @return the transform
   */
  public static RandomAffine rotate(double degrees) {
    return none().degrees(degrees);
  }

  /**
   * {@return the same transform with another maximum rotation}
   *
   * @param max maximum rotation in degrees, at least 0
   */
  public RandomAffine degrees(double max) {
    return new RandomAffine(max, translate, scale, shear);
  }

  /**
   * {@return the same transform with another maximum translation}
   *
   * @param max maximum translation along each axis as a fraction of the side, at least 0
   */
  public RandomAffine translate(double max) {
    return new RandomAffine(degrees, max, scale, shear);
  }

  /**
   * {@return the same transform with another range of scales}
   *
   * @param range at least 0; 0.2 is from 1/1.2 to 1.2
   */
  public RandomAffine scale(double range) {
    return new RandomAffine(degrees, translate, range, shear);
  }

  /**
   * {@return the same transform with another maximum shear}
   *
   * @param max maximum shear as a slope, at least 0
   */
  public RandomAffine shear(double max) {
    return new RandomAffine(degrees, translate, scale, max);
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

  /** Rotation × shear × scale, from output to input coordinates, both in [−1, 1]. */
  private void draw(float[] theta, int at, RandomGenerator random) {
    double angle = Math.toRadians(RandomDraws.symmetric(degrees, random));
    double slope = RandomDraws.symmetric(shear, random);
    double xScale = RandomDraws.scaleFactor(scale, random);
    double yScale = RandomDraws.scaleFactor(scale, random);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    theta[at] = (float) (cos * xScale);
    theta[at + 1] = (float) ((cos * slope - sin) * yScale);
    theta[at + 2] = (float) (2 * RandomDraws.symmetric(translate, random));
    theta[at + 3] = (float) (sin * xScale);
    theta[at + 4] = (float) ((sin * slope + cos) * yScale);
    theta[at + 5] = (float) (2 * RandomDraws.symmetric(translate, random));
  }
}
