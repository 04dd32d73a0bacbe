package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Operations;
import dev.siamese.engine.Transfer;
import java.util.random.RandomGenerator;

/**
 * Bends images smoothly, as a hand that draws the same thing again (after Simard, Steinkraus and
 * Platt 2003): the points of a coarse grid are moved at random and everything between them follows.
 *
 * @param strength standard deviation of a point's move, as a part of the side
 * @param points of the grid along each side; more points bend more sharply
 */
public record Elastic(double strength, int points) implements Augmentation {

  /** What a hand does to a character. */
  public static final Elastic HANDWRITING = new Elastic(0.04, 5);

  public Elastic {
    Require.notNegative("strength", strength);
    Require.points(points);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Require.planes(images, this);
    int n = (int) images.getShape().get(0);
    var shifts = new float[n * 2 * points * points];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = (float) (2 * strength * random.nextGaussian());
    }
    var shape = new Shape(n, 2, points, points);
    return Operations.displace(images, Transfer.to(images.getManager(), shifts, shape));
  }
}
