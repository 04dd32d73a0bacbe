package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlipAveragedTest {

  private static final Architecture BODY = new ResidualCnn(List.of(4)).projected(8);

  private static Encoder encoder(Architecture architecture) {
    return Encoder.create(new ImageInput(16, true), architecture, Device.cpu(), new Seed(3));
  }

  private static float[] numbers(Encoder encoder, NDArray images, boolean training) {
    return Tensors.toFloatArray(encoder.forward(new NDList(images), training));
  }

  @Test
  void theEmbeddingIsTheMeanOfThoseOfTheImageAndItsMirrorImage() {
    try (var mirrored = encoder(new FlipAveraged(BODY));
        var plain = encoder(BODY);
        var manager = Torch.manager(Device.cpu())) {
      var images =
          new SyntheticGlyphs(1, 3, 1, 16)
              .generate(new Seed(1))
              .batch(manager, new int[] {0, 1, 2});
      var image = images.head();
      var mirror = image.flip(3);
      var a = numbers(plain, image, false);
      var b = numbers(plain, mirror, false);
      assertFalse(Arrays.equals(a, b));
      var mean = new float[a.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (a[i] + b[i]) / 2;
      }
      assertArrayEquals(mean, numbers(mirrored, image, false), 1e-5f);
      assertArrayEquals(mean, numbers(mirrored, mirror, false), 1e-5f);
      assertArrayEquals(numbers(plain, image, true), numbers(mirrored, image, true), 1e-6f);
      assertEquals(plain.parameterCount(), mirrored.parameterCount(), "no weight more");
    }
  }
}
