package dev.siamese.loss;

import static dev.siamese.loss.Gradients.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

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
        compute(loss); // creates the constants that stay
        int before = Torch.liveTensorCount();
        compute(loss);
        assertEquals(before, Torch.liveTensorCount(), loss.toString());
      }
    }
  }

  private static void compute(Loss loss) {
    try (var manager = Torch.manager(Device.cpu())) {
      var value = loss.compute(manager.create(random(4, 3, 1)), BatchLabels.of(0, 0, 1, 2));
      assertSame(manager, value.getManager());
    }
  }
}
