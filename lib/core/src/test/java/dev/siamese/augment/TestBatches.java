package dev.siamese.augment;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;

/** Plain arrays in, plain arrays out. */
final class TestBatches {

  private TestBatches() {}

  /** What an augmentation makes of a batch under a seed. */
  static float[] augment(Augmentation augmentation, float[] batch, Shape shape, long seed) {
    try (var manager = Torch.manager(Device.cpu())) {
      var array = manager.create(batch, shape);
      return augmentation.apply(array, new Seed(seed).generator()).toFloatArray();
    }
  }

  /** Uniform values between two limits. */
  static float[] uniform(long size, double low, double high) {
    var random = new Seed(99).generator();
    var values = new float[(int) size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }

  /** Lines of 0, 1, … length − 1, so that a value tells where it was read. */
  static float[] ramps(int lines, int length) {
    var values = new float[lines * length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % length;
    }
    return values;
  }

  /** One of the equal parts of an array. */
  static float[] part(float[] values, int index, int parts) {
    int size = values.length / parts;
    return Arrays.copyOfRange(values, index * size, (index + 1) * size);
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
