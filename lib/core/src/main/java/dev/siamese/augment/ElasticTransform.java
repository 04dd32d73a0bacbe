package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Elastic distortion of images (after Simard, Steinkraus and Platt 2003): random displacements of
 * the points of a coarse grid, interpolated between them.
 *
 * @param displacementStd standard deviation of a point's displacement, as a fraction of the side
 * @param gridSize points along each side, at least 2; more points give sharper distortions
 */
public record ElasticTransform(double displacementStd, int gridSize) implements Augmentation {

  /** For handwritten characters. */
  public static final ElasticTransform HANDWRITING = new ElasticTransform(0.04, 5);

  /**
   * Checks the values.
   *
   * @param displacementStd standard deviation of a point's displacement, as a fraction of the side
   * @param gridSize points along each side, at least 2; more points give sharper distortions
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ElasticTransform {
    Checks.requireNonNegative("displacementStd", displacementStd);
    Checks.requireAtLeastTwo("gridSize", gridSize);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    int n = (int) images.getShape().get(0);
    var displacements = new float[n * 2 * gridSize * gridSize];
    for (int i = 0; i < displacements.length; i++) {
      displacements[i] = (float) (2 * displacementStd * random.nextGaussian());
    }
    var shape = new Shape(n, 2, gridSize, gridSize);
    return ImageOps.warp(images, Tensors.create(images.getManager(), displacements, shape));
  }
}
