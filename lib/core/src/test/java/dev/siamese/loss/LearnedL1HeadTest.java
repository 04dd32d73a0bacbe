package dev.siamese.loss;

import static dev.siamese.loss.Gradients.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.model.Weights;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedL1HeadTest {

  @Test
  void startsByTellingEqualFromRandom() {
    try (var head = new LearnedL1Head(64, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(random(50, 64, 1)).normalize(2, 1);
      var d = head.allPairs(x, x);
      assertEquals(1 - 1 / (1 + Math.exp(-2)), d.getFloat(3, 3), 1e-5);
      assertTrue(d.getFloat(3, 4) > 0.8, "random vectors: " + d.getFloat(3, 4));
    }
  }

  @Test
  void frozenItGivesTheSameDistances() {
    try (var head = new LearnedL1Head(3, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      head.parameters()
          .loadState(new Weights.State(new float[] {1, -2, 0.5f, 0.25f}, new float[0]));
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

  @Test
  void nothingStaysWithTheWeights() {
    try (var head = new LearnedL1Head(3, Device.cpu());
        var proxies = new ProxyAnchor().create(3, 3, Device.cpu(), new Seed(0))) {
      for (Loss loss :
          new Loss[] {new BinaryCrossEntropyLoss(head), new InfoNce(head, 1), proxies}) {
        var owner = loss.parameters().get(0).values().getManager();
        int before = owner.getManagedArrays().size();
        try (var manager = Torch.manager(Device.cpu())) {
          loss.compute(manager.create(random(4, 3, 1)), BatchLabels.of(0, 0, 1, 2));
        }
        assertEquals(before, owner.getManagedArrays().size(), loss.toString());
      }
    }
  }
}
