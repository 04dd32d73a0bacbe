package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import org.junit.jupiter.api.Test;

class OrientedGradientsTest {

  private static float[] edges(NDArray image) {
    var input = TensorInput.of(new Shape(1, 4, 4));
    try (var encoder =
        Encoder.create(input, new OrientedGradients(4, 4), Device.cpu(), new Seed(1))) {
      return Tensors.toFloatArray(encoder.forward(new NDList(image), false));
    }
  }

  /** Of four directions one, and of nine cells too: it is √36 times the root mean square. */
  @Test
  void aRampRisesInOneDirectionWhateverItsContrast() {
    try (var manager = Torch.manager(Device.cpu())) {
      var ramp = manager.create(new float[] {0, 0.3f, 0.6f, 0.9f}).broadcast(new Shape(1, 1, 4, 4));
      assertArrayEquals(new float[] {6, 0, 0, 0}, edges(ramp), 0.25f);
      assertArrayEquals(new float[] {6, 0, 0, 0}, edges(ramp.div(2)), 0.25f);
      assertArrayEquals(new float[] {0, 0, 6, 0}, edges(ramp.flip(3)), 0.25f);
      assertArrayEquals(new float[] {0, 6, 0, 0}, edges(ramp.transpose(0, 1, 3, 2)), 0.25f);
      assertArrayEquals(new float[4], edges(ramp.zerosLike()));
    }
  }
}
