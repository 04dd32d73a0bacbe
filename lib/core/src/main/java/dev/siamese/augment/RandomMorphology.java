package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Dilates or erodes bright strokes, as another pen would: each pixel moves towards the maximum or
 * the minimum of its 3×3 neighbourhood by a random fraction.
 *
 * @param strength maximum fraction, from 0 to 1; 1 adds or removes one pixel on each side
 */
public record RandomMorphology(double strength) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param strength maximum fraction, from 0 to 1; 1 adds or removes one pixel on each side
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RandomMorphology {
    Checks.requireFraction("strength", strength);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    int n = (int) images.getShape().get(0);
    var amounts = new float[n];
    for (int i = 0; i < n; i++) {
      amounts[i] = (float) RandomDraws.symmetric(strength, random);
    }
    return ImageOps.dilateOrErode(
        images, Tensors.create(images.getManager(), amounts, new Shape(n, 1, 1, 1)));
  }
}
