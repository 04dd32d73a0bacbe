package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MiniRocketTest {

  private static float[][] series(int count, int length, long seed) {
    var random = new Random(seed);
    var series = new float[count][length];
    for (var values : series) {
      double phase = random.nextDouble() * 6;
      for (int t = 0; t < length; t++) {
        values[t] = (float) (Math.sin(0.3 * t + phase) + 0.2 * random.nextGaussian());
      }
    }
    return series;
  }

  /** The first kernel has its larger weights at the first three places; PyTorch convolves, too. */
  @Test
  void featuresAreFractionsOfPyTorchsConvolutionAboveABias() {
    var x = series(3, 50, 1);
    var rocket = new MiniRocket(50, 1, 84 * 4);
    assertEquals(84 * 4, rocket.size());
    var biases = rocket.biases(x);
    var features = rocket.transform(x[0], biases);
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = manager.create(x[0]).reshape(1, 1, 50);
      var weights = manager.create(new float[] {2, 2, 2, -1, -1, -1, -1, -1, -1}).reshape(1, 1, 9);
      // of dilation 1, the first kernel has an odd sum with the dilation: it is not padded
      var results =
          Conv1d.conv1d(batch, weights, null, new Shape(1), new Shape(0), new Shape(1), 1)
              .singletonOrThrow();
      var values = Tensors.toFloatArray(results);
      int above = 0;
      for (float value : values) {
        above += value > biases[0] ? 1 : 0;
      }
      assertEquals(42, values.length);
      assertEquals((float) above / values.length, features[0]);
    }
    for (float feature : features) {
      assertTrue(feature >= 0 && feature <= 1);
    }
  }

  @Test
  void longerSeriesHaveMoreDilationsAndShortOnesWork() {
    assertEquals(84, new MiniRocket(9, 1, 84).size());
    assertEquals(84 * 10, new MiniRocket(9, 1, 84 * 10 + 5).size());
    assertEquals(84 * 59, new MiniRocket(500, 2, 5000).size());
  }

  @Test
  void theInputIsFittedToTheTrainingSeries() {
    var labels = new int[20];
    Arrays.setAll(labels, i -> i % 2);
    var train = new Sequences(1, series(20, 60, 2), Targets.of(labels));
    var input = SequenceInput.miniRocket(1000, 500);
    assertThrows(IllegalStateException.class, () -> input.transform(train));
    var fitted = input.fit(train);
    var features = ((SequenceInput) fitted).transform(train);
    int size = features.features();
    assertEquals(84 * 5, size);
    assertEquals(new Shape(20, size, 1), fitted.shapes(20).get(0));
    for (int f = 0; f < size; f++) { // standardised
      double sum = 0;
      for (int row = 0; row < 20; row++) {
        sum += features.values(row)[f];
      }
      assertEquals(0, sum / 20, 1e-4);
    }
    var other = new Sequences(1, series(1, 45, 3), Targets.of(0)); // resampled to 60 steps
    assertEquals(size, ((SequenceInput) fitted).transform(other).values(0).length);
    assertArrayEquals(
        features.select(3).values(0),
        ((SequenceInput) fitted).transform(train.select(3)).values(0));
  }
}
