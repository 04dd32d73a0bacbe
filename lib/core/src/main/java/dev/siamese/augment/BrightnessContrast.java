package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.random.RandomGenerator;

/**
 * Changes the brightness and contrast of images: (x − mean) · c + mean + b for each image, where
 * mean is its own over all channels; what leaves 0 to 1 is cut off.
 *
 * @param brightness the largest b, up or down: 0.2 is a fifth of the way from black to white
 * @param contrast the largest change of contrast: 0.5 draws c from 1/1.5 to 1.5
 */
public record BrightnessContrast(double brightness, double contrast) implements Augmentation {

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
    var each = Broadcast.along(images, 0);
    var mean = Broadcast.sampleMean(images);
    return images
        .sub(mean)
        .muli(Tensors.create(manager, factor, each))
        .addi(mean.add(Tensors.create(manager, shift, each)))
        .maximum(Scalar.constant(0))
        .minimum(Scalar.constant(1));
  }
}
