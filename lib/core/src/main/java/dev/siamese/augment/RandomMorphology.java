package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.ImageOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Makes what is bright in an image wider or thinner, as another pen would: each pixel goes a part
 * of the way to the brightest or to the darkest one of the 3×3 around it.
 *
 * @param strength the largest part of the way, from 0 to 1; 1 adds or takes a pixel on each side
 */
public record RandomMorphology(double strength) implements Augmentation {

  public RandomMorphology {
    Checks.requireFraction("strength", strength);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    int n = (int) images.getShape().get(0);
    var parts = new float[n];
    for (int i = 0; i < n; i++) {
      parts[i] = (float) RandomDraws.symmetric(strength, random);
    }
    return ImageOps.dilateOrErode(
        images, Tensors.create(images.getManager(), parts, new Shape(n, 1, 1, 1)));
  }
}
