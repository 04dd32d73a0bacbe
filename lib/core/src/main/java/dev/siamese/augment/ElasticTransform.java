package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Bends images smoothly, as a hand that draws the same thing again (after Simard, Steinkraus and
 * Platt 2003): the points of a coarse grid are moved at random and everything between them follows.
 *
 * @param displacementStd standard deviation of a point's move, as a part of the side
 * @param gridSize of the grid along each side; more points bend more sharply
 */
public record ElasticTransform(double displacementStd, int gridSize) implements Augmentation {

  /** What a hand does to a character. */
  public static final ElasticTransform HANDWRITING = new ElasticTransform(0.04, 5);

  public ElasticTransform {
    Checks.requireNonNegative("strength", displacementStd);
    Checks.requirePoints(gridSize);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    int n = (int) images.getShape().get(0);
    var shifts = new float[n * 2 * gridSize * gridSize];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = (float) (2 * displacementStd * random.nextGaussian());
    }
    var shape = new Shape(n, 2, gridSize, gridSize);
    return ImageOps.warp(images, Tensors.create(images.getManager(), shifts, shape));
  }
}
