package dev.siamese.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import org.junit.jupiter.api.Test;

class SoftmaxClassifierTest {

  /**
   * By hand: logits (1, 0), (0, 2), (0, 0) of classes 0, 0, 1 with weights 1 and 3 give (log(1 +
   * e⁻¹) + log(1 + e²) + 3 log 2) / 5.
   */
  @Test
  void isTheWeightedMeanOfTheCrossEntropies() {
    try (var classifier = new SoftmaxClassifier.Head(2, new float[] {1, 3}, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      classifier
          .parameters()
          .get(0)
          .loadState(new Weights.State(new float[] {1, 0, 0, 2, 0, 0}, new float[0]));
      var embeddings = manager.create(new float[][] {{1, 0}, {0, 1}, {0, 0}});
      assertArrayEquals(
          new float[] {1, 0, 0, 2, 0, 0}, classifier.logits(embeddings).toFloatArray());
      double expected =
          (Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.exp(2)) + 3 * Math.log(2)) / 5;
      assertEquals(
          expected,
          classifier.compute(embeddings, BatchLabels.of(0, 0, 1)).toFloatArray()[0],
          1e-6);
    }
  }

  @Test
  void invalidWeightsAndClassesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SoftmaxClassifier.Head(2, new float[] {1, 0}, Device.cpu()));
    try (var classifier = new SoftmaxClassifier.Head(2, new float[] {1, 1}, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> classifier.compute(manager.create(new float[][] {{1, 0}}), BatchLabels.of(2)));
      assertTrue(error.getMessage().contains("class 2"), error.getMessage());
    }
  }
}
