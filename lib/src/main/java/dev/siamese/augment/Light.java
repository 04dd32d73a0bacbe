package dev.siamese.augment;

import ai.djl.ndarray.NDArray;
import dev.siamese.engine.Scalar;
import dev.siamese.engine.Transfer;
import java.util.random.RandomGenerator;

/**
 * Changes the brightness and contrast of images: (x − mean) · c + mean + b for each image, where
 * mean is its own over all channels; what leaves 0 to 1 is cut off.
 *
 * @param brightness the largest b, up or down: 0.2 is a fifth of the way from black to white
 * @param contrast the largest change of contrast: 0.5 draws c from 1/1.5 to 1.5
 */
public record Light(double brightness, double contrast) implements Augmentation {

  public Light {
    Require.part("brightness", brightness);
    Require.notNegative("contrast", contrast);
  }

  @Override
  public NDArray apply(NDArray images, RandomGenerator random) {
    Require.planes(images, this);
    int n = (int) images.getShape().get(0);
    var shift = new float[n];
    var factor = new float[n];
    for (int i = 0; i < n; i++) {
      shift[i] = (float) Draw.symmetric(brightness, random);
      factor[i] = (float) Draw.factor(contrast, random);
    }
    var manager = images.getManager();
    var each = Broadcast.along(images, 0);
    var mean = Broadcast.meanOfSamples(images);
    return images
        .sub(mean)
        .muli(Transfer.to(manager, factor, each))
        .addi(mean.add(Transfer.to(manager, shift, each)))
        .maximum(Scalar.of(0))
        .minimum(Scalar.of(1));
  }
}
