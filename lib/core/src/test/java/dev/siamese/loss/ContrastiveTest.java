package dev.siamese.loss;

import static dev.siamese.loss.Gradients.finiteDifferences;
import static dev.siamese.loss.Gradients.gradient;
import static dev.siamese.loss.Gradients.random;
import static dev.siamese.loss.Gradients.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastiveTest {

  private static final Contrastive PLAIN = new Contrastive(Distances.EUCLIDEAN, 1);
  private static final int[] LABELS = {0, 0, 1, 1, 1, 2};

  /** The definition in naive loops. */
  private static double naive(
      float[][] x, int[] labels, double negativeMargin, double positiveMargin) {
    var pull = new ArrayList<Double>();
    var push = new ArrayList<Double>();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        double squares = 0;
        for (int d = 0; d < x[i].length; d++) {
          squares += (x[i][d] - x[j][d]) * (double) (x[i][d] - x[j][d]);
        }
        double distance = Math.sqrt(squares);
        if (i != j && labels[i] == labels[j]) {
          pull.add(Math.pow(Math.max(0, distance - positiveMargin), 2));
        } else if (labels[i] != labels[j]) {
          push.add(Math.pow(Math.max(0, negativeMargin - distance), 2));
        }
      }
    }
    return positiveMean(pull) + positiveMean(push);
  }

  private static double positiveMean(List<Double> terms) {
    return terms.stream().mapToDouble(t -> t).filter(t -> t > 0).average().orElse(0);
  }

  @Test
  void isTheMeanOverPairs() {
    for (long seed = 0; seed < 20; seed++) {
      var x = random(6, 3, seed);
      assertEquals(
          naive(x, LABELS, 2, 0.5),
          value(new Contrastive(Distances.EUCLIDEAN, 2, 0.5), x, LABELS),
          1e-5);
    }
  }

  @Test
  void aPositivePairLosesItsSquaredDistance() {
    assertEquals(25, value(PLAIN, new float[][] {{0, 0}, {3, 4}}, 7, 7), 1e-5);
  }

  @Test
  void aNegativePairLosesTheSquaredDifferenceToTheMargin() {
    assertEquals(0.25, value(PLAIN, new float[][] {{0}, {0.5f}}, 1, 2), 1e-6);
  }

  @Test
  void pairsWithinTheirMarginsHaveNoLossAndNoGradient() {
    float[][] solved = {{0, 0}, {0, 0}, {9, 9}};
    assertEquals(0, value(PLAIN, solved, 0, 0, 1));
    assertArrayEquals(new float[6], gradient(PLAIN, solved, 0, 0, 1));
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    for (var distance : Distances.values()) {
      var loss = new Contrastive(distance, distance == Distances.COSINE ? 0.7 : 2);
      var x = random(6, 3, 11);
      assertArrayEquals(
          finiteDifferences(loss, x, LABELS),
          gradient(loss, x, LABELS),
          5e-3f,
          distance.toString());
    }
  }

  @Test
  void aMarginOfZeroIsRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new Contrastive(Distances.EUCLIDEAN, 0));
    assertTrue(error.getMessage().contains("negativeMargin 0.0"), error.getMessage());
  }

  @Test
  void activeFractionCountsThePairsWithALoss() {
    // a positive pair, a negative pair within the margin of 1, and one beyond
    float[][] x = {{0}, {0.5f}, {1.25f}};
    try (var manager = Torch.manager(Device.cpu())) {
      double active = PLAIN.activeFraction(manager.create(x), BatchLabels.of(0, 0, 1));
      assertEquals(2.0 / 3, active, 1e-6);
    }
  }
}
