package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Changes the brightness and contrast of images: (x − mean) · c + mean + b, where mean is that of
 * the image over all channels. The result is clamped to 0 to 1.
 *
 * @param brightness b is uniform from −brightness to brightness; from 0 to 1
 * @param contrast c is log-uniform from 1/(1 + contrast) to 1 + contrast; at least 0
 */
public record BrightnessContrast(double brightness, double contrast) implements Augmentation {

  /**
   * Checks the values.
   *
   * @param brightness b is uniform from −brightness to brightness; from 0 to 1
   * @param contrast c is log-uniform from 1/(1 + contrast) to 1 + contrast; at least 0
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BrightnessContrast {
    Checks.requireFraction("brightness", brightness);
    Checks.requireNonNegative("contrast", contrast);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Checks.requireImages(images, this);
    int n = (int) images.getShape().get(0);
    var shift = new float[n];
    var factor = new float[n];
    for (int i = 0; i < n; i++) {
      shift[i] = (float) RandomDraws.symmetric(brightness, random);
      factor[i] = (float) RandomDraws.scaleFactor(contrast, random);
    }
    var manager = images.getManager();
    var shape = Broadcast.along(images, 0);
    var mean = Broadcast.sampleMean(images);
    return images
        .sub(mean)
        .muli(Tensors.create(manager, factor, shape))
        .addi(mean.add(Tensors.create(manager, shift, shape)))
        .maximum(Scalar.constant(0))
        .minimum(Scalar.constant(1));
  }
}
