package dev.siamese.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LossErrorsTest {

  private static final double NAN = Double.NaN;

  private static String refused(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  /** The error messages of all losses for one batch. */
  private static List<String> messages(Shape embeddings, BatchLabels labels) {
    try (var manager = Torch.manager(Device.cpu());
        var head = new LearnedL1Distance.Head(3, Device.cpu());
        var proxies = new ProxyAnchor().create(4, 3, Device.cpu(), new Seed(0))) {
      var x = manager.ones(embeddings);
      return List.of(
              new Contrastive(),
              new Triplet(),
              new SoftMarginTriplet(),
              new InfoNce(),
              new SupervisedContrastive(),
              new MultiSimilarity(),
              new Circle(),
              new GeneralizedLiftedStructure(),
              new NPairs(),
              proxies,
              new BinaryCrossEntropy().create(head),
              new CosineSimilarityLoss(),
              new NormPenalty(),
              new Triplet().plus(new NormPenalty(), 0.1),
              new Triplet().withFiniteCheck())
          .stream()
          .map(loss -> refused(() -> loss.compute(x, labels)))
          .distinct()
          .toList();
    }
  }

  private static void assertAllMention(String value, List<String> messages) {
    messages.forEach(message -> assertTrue(message.contains(value), message));
  }

  @Test
  void anEmptyBatchIsRefused() {
    assertAllMention("(0, 3)", messages(new Shape(0, 3), BatchLabels.of()));
  }

  @Test
  void labelsOfAnotherLengthAreRefused() {
    assertAllMention("labels of 2 rows", messages(new Shape(3, 3), BatchLabels.of(0, 1)));
  }

  @Test
  void embeddingsThatAreNotAMatrixAreRefused() {
    assertAllMention("(2, 3, 1)", messages(new Shape(2, 3, 1), BatchLabels.of(0, 1)));
  }

  @Test
  void lossesOverClassesRefusePairs() {
    var labels = BatchLabels.ofPairs(2, new int[] {0}, new int[] {1}, new boolean[] {true});
    try (var manager = Torch.manager(Device.cpu());
        var proxies = new ProxyAnchor().create(4, 3, Device.cpu(), new Seed(0))) {
      var x = manager.ones(new Shape(2, 3));
      for (Loss loss : List.of(new NPairs(), proxies)) {
        var error = assertThrows(IllegalStateException.class, () -> loss.compute(x, labels));
        assertTrue(error.getMessage().contains("class"), error.getMessage());
      }
    }
  }

  @Test
  void aClassWithoutAProxyIsNamed() {
    try (var manager = Torch.manager(Device.cpu());
        var proxies = new ProxyAnchor().create(4, 3, Device.cpu(), new Seed(0))) {
      var x = manager.ones(new Shape(2, 3));
      assertTrue(refused(() -> proxies.compute(x, BatchLabels.of(0, 4))).contains("class 4"));
    }
  }

  @Test
  void embeddingsThatDoNotFitTheHeadAreRefused() {
    try (var manager = Torch.manager(Device.cpu());
        var head = new LearnedL1Distance.Head(3, Device.cpu())) {
      var x = manager.ones(new Shape(2, 5));
      assertTrue(
          refused(() -> new BinaryCrossEntropy().create(head).compute(x, BatchLabels.of(0, 1)))
              .contains("5"));
    }
  }

  @Test
  void marginsTemperaturesAndScalesAreAboveZero() {
    for (double bad : new double[] {0, -1, NAN}) {
      var d = Distances.COSINE;
      refused(() -> new Contrastive(d, bad));
      refused(() -> new Contrastive(d, 1, bad == 0 ? 1 : bad));
      refused(() -> new Triplet(d, bad, TripletMiners.BATCH_ALL));
      refused(() -> new GeneralizedLiftedStructure(d, bad));
      refused(() -> new Circle(bad, 80));
      refused(() -> new Circle(0.4, bad));
      refused(() -> new MultiSimilarity(d, bad, 50, 0.5, PairMiners.ALL));
      refused(() -> new MultiSimilarity(d, 2, bad, 0.5, PairMiners.ALL));
      refused(() -> new ProxyAnchor(bad, 32));
      refused(() -> new ProxyAnchor(0.1, bad));
      refused(() -> new Triplet().plus(new NormPenalty(), bad));
      assertTrue(refused(() -> new InfoNce(d, bad)).contains("not " + bad));
      refused(() -> new SupervisedContrastive(d, bad));
    }
    refused(() -> new Circle(1, 80));
    refused(() -> new NormPenalty(3));
    refused(() -> new LearnedL1Distance.Head(0, Device.cpu()));
    refused(() -> new ProxyAnchor().create(0, 2, Device.cpu(), new Seed(0)));
  }

  @Test
  void aCheckedLossNamesTheRowsThatAreNotFinite() {
    var loss = new Triplet().withFiniteCheck();
    float[][] x = {{1, 2}, {Float.NaN, 0}, {3, 4}, {0, Float.NEGATIVE_INFINITY}};
    assertTrue(refused(() -> Gradients.value(loss, x, 0, 0, 1, 1)).contains("rows 1, 3"));
    assertEquals(new Triplet().toString(), loss.toString());
  }

  @Test
  void aCheckedLossReportsItsOwnNan() {
    Loss broken = (embeddings, labels) -> embeddings.sum().neg().log();
    var error =
        assertThrows(
            ArithmeticException.class,
            () -> Gradients.value(broken.withFiniteCheck(), new float[][] {{1}, {2}}, 0, 1));
    assertTrue(error.getMessage().contains("NaN"), error.getMessage());
  }
}
