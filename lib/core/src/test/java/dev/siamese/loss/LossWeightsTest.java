package dev.siamese.loss;

import static dev.siamese.loss.Gradients.random;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import org.junit.jupiter.api.Test;

class LossWeightsTest {

  @Test
  void computeLeavesNoArraysWithTheWeights() {
    try (var head = new LearnedL1Distance.Head(3, Device.cpu());
        var proxies = new ProxyAnchor().create(3, 3, Device.cpu(), new Seed(0))) {
      for (Loss loss :
          new Loss[] {new BinaryCrossEntropy().create(head), new InfoNce(head, 1), proxies}) {
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
