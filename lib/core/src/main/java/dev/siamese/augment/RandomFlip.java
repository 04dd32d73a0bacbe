package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Flips images. Use it only if a flipped sample keeps its class: photographs horizontally, aerial
 * images in both directions, characters in neither.
 *
 * @param horizontal probability of swapping left and right
 * @param vertical probability of swapping top and bottom
 */
public record RandomFlip(double horizontal, double vertical) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param horizontal probability of swapping left and right
   * @param vertical probability of swapping top and bottom
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RandomFlip {
    Checks.requireFraction("horizontal", horizontal);
    Checks.requireFraction("vertical", vertical);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    return flip(flip(images, 3, horizontal, random), 2, vertical, random);
  }

  private static NDArray flip(
      NDArray images, int axis, double probability, RandomGenerator random) {
    if (probability == 0) {
      return images;
    }
    int n = (int) images.getShape().get(0);
    var selected = RandomDraws.bernoulli(n, probability, random);
    var mask = Tensors.create(images.getManager(), selected, Broadcast.along(images, 0));
    return MaskedOps.replaceWhere(images, mask, images.flip(axis));
  }
}
