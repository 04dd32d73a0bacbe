package dev.siamese.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedL1HeadTest {

  @Test
  void predictsEqualForEqualAndDifferentForRandom() {
    try (var head = new LearnedL1Distance.Head(64, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(random(50, 64, 1)).normalize(2, 1);
      var d = head.allPairs(x, x);
      assertEquals(1 - 1 / (1 + Math.exp(-2)), d.getFloat(3, 3), 1e-5);
      assertTrue(d.getFloat(3, 4) > 0.8, "random vectors: " + d.getFloat(3, 4));
    }
  }

  @Test
  void snapshotGivesTheSameDistances() {
    try (var head = new LearnedL1Distance.Head(3, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      head.weights().loadState(new Weights.State(new float[] {1, -2, 0.5f, 0.25f}, new float[0]));
      var a = manager.create(random(4, 3, 1));
      var b = manager.create(random(4, 3, 2));
      var frozen = head.snapshot();
      assertEquals(new LearnedL1Distance(List.of(1f, -2f, 0.5f), 0.25f), frozen);
      assertArrayEquals(
          head.allPairs(a, b).toFloatArray(), frozen.allPairs(a, b).toFloatArray(), 1e-7f);
      assertArrayEquals(
          head.paired(a, b).toFloatArray(), frozen.paired(a, b).toFloatArray(), 1e-7f);
    }
  }

  private static float[][] random(int n, int dimensions, long seed) {
    var random = new Seed(seed).generator();
    var rows = new float[n][dimensions];
    for (var row : rows) {
      for (int d = 0; d < dimensions; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
