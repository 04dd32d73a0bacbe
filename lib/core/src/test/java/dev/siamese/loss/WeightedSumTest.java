package dev.siamese.loss;

import static dev.siamese.loss.Gradients.gradient;
import static dev.siamese.loss.Gradients.random;
import static dev.siamese.loss.Gradients.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedSumTest {

  private static final int[] LABELS = {0, 0, 1, 1};

  @Test
  void isTheWeightedSumOfValuesAndGradients() {
    var x = random(4, 3, 1);
    var first = new InfoNce();
    var second = new NormPenalty(2);
    var sum = first.plus(second, 0.3);
    assertEquals(
        value(first, x, LABELS) + 0.3 * value(second, x, LABELS), value(sum, x, LABELS), 1e-5);
    var a = gradient(first, x, LABELS);
    var b = gradient(second, x, LABELS);
    var both = gradient(sum, x, LABELS);
    for (int i = 0; i < both.length; i++) {
      assertEquals(a[i] + 0.3 * b[i], both[i], 1e-5);
    }
  }

  @Test
  void keepsTheDataTypeOfItsTerms() {
    try (var manager = Torch.manager(Device.cpu())) {
      var loss = new InfoNce().plus(new NormPenalty(), 0.3).plus(new Contrastive(), 2);
      var value = loss.compute(manager.create(random(4, 3, 1)), BatchLabels.of(LABELS));
      assertEquals(DataType.FLOAT32, value.getDataType());
    }
  }

  @Test
  void printsItsTextFormAndHasTheFirstDistance() {
    var loss = new InfoNce().plus(new NormPenalty(), 0.5).plus(new Contrastive(), 2);
    assertEquals("info-nce + 0.5*norm-penalty + 2.0*contrastive", loss.toString());
    assertEquals(Distances.COSINE, loss.distance());
  }

  @Test
  void hasTheWeightsOfBothLossesOnce() {
    try (var head = new LearnedL1Distance.Head(3, Device.cpu());
        var proxies = new ProxyAnchor().create(2, 3, Device.cpu(), new Seed(0))) {
      var learned = new BinaryCrossEntropy().create(head);
      assertEquals(List.of(), new InfoNce().plus(new Triplet(), 1).parameters());
      assertEquals(
          List.of(head.weights(), proxies.parameters().get(0)),
          learned.plus(proxies, 1).parameters());
      assertEquals(
          List.of(head.weights()), learned.plus(new Contrastive(head, 0.8), 1).parameters());
    }
  }
}
