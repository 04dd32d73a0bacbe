package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Mirrors images. Only where a mirrored sample is still one of its class: photographs from left to
 * right, aerial images both ways, characters neither way.
 *
 * @param horizontal the probability that left and right change places
 * @param vertical the probability that top and bottom change places
 */
public record RandomFlip(double horizontal, double vertical) implements Augmentation {

  public RandomFlip {
    Checks.requireFraction("horizontal", horizontal);
    Checks.requireFraction("vertical", vertical);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    return mirror(mirror(images, 3, horizontal, random), 2, vertical, random);
  }

  private static NDArray mirror(NDArray images, int axis, double chance, RandomGenerator random) {
    if (chance == 0) {
      return images;
    }
    int n = (int) images.getShape().get(0);
    var chosen = RandomDraws.bernoulli(n, chance, random);
    var places = Tensors.create(images.getManager(), chosen, Broadcast.along(images, 0));
    return MaskedOps.replaceWhere(images, places, images.flip(axis));
  }
}
