package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TorchOps;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixedPrecisionTest {

  private static final Architecture BODY = new ResidualCnn(List.of(8, 16));

  /** What a network gives for the same batch, and the gradient of the sum of its squares. */
  record Pass(float[] embeddings, float[] gradients) {

    static Pass of(Architecture plan, boolean training) {
      try (var encoder =
              Encoder.create(
                  new ImageInput(12, true), plan.projected(6), Device.cpu(), new Seed(3));
          var manager = Torch.manager(Device.cpu());
          var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var random = new Seed(4).generator();
        var pixels = new float[16 * 144];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = random.nextFloat();
        }
        var batch = Tensors.create(manager, pixels, new Shape(16, 1, 12, 12));
        try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
          var embeddings = encoder.forward(new NDList(batch), training);
          collector.backward(embeddings.square().sum());
          return new Pass(
              Tensors.toFloatArray(embeddings),
              Tensors.toFloatArray(encoder.weights().gradients(manager)));
        }
      }
    }
  }

  private static double relativeDistance(float[] a, float[] b) {
    double squares = 0;
    double all = 0;
    for (int i = 0; i < a.length; i++) {
      squares += Math.pow(a[i] - b[i], 2);
      all += a[i] * (double) a[i];
    }
    return Math.sqrt(squares / all);
  }

  @Test
  void trainingDiffersByTheRoundingOfEightBits() {
    assumeTrue(Torch.hasFastBfloat16(Device.cpu()), "this processor does not train in bfloat16");
    var full = Pass.of(BODY, true);
    var half = Pass.of(BODY.mixedPrecision(), true);
    assertFalse(Arrays.equals(full.embeddings, half.embeddings), "nothing was rounded");
    assertTrue(relativeDistance(full.embeddings, half.embeddings) < 0.02);
    assertTrue(relativeDistance(full.gradients, half.gradients) < 0.15);
  }

  @Test
  void theTrainedNetworkComputesInFull() {
    assertArrayEquals(
        Pass.of(BODY, false).embeddings, Pass.of(BODY.mixedPrecision(), false).embeddings, 0);
  }

  @Test
  void conversionRoundsToEightSignificantBits() {
    try (var manager = Torch.manager(Device.cpu())) {
      var rounded =
          TorchOps.toFloat32(TorchOps.toBfloat16(manager.create(new float[] {1 / 3f, 2})));
      assertEquals(0.333984375f, rounded.toFloatArray()[0]); // 171 / 512
      assertEquals(2, rounded.toFloatArray()[1]);
    }
  }
}
