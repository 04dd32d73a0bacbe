package dev.siamese.loss;

import static dev.siamese.loss.Gradients.finiteDifferences;
import static dev.siamese.loss.Gradients.gradient;
import static dev.siamese.loss.Gradients.random;
import static dev.siamese.loss.Gradients.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Smooth losses against finite differences and naive loops. */
class SmoothLossesTest {

  private static final int[] LABELS = {0, 0, 1, 1, 1, 2, 2};

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    try (var head = new LearnedL1Distance.Head(3, Device.cpu());
        var proxies = new ProxyAnchor(0.1, 4).create(3, 3, Device.cpu(), new Seed(0))) {
      List<Loss> losses =
          List.of(
              new SoftMarginTriplet(Distances.EUCLIDEAN, TripletMiners.BATCH_ALL),
              new SoftMarginTriplet(Distances.SQUARED_EUCLIDEAN, TripletMiners.BATCH_ALL),
              new InfoNce(Distances.COSINE, 0.5),
              new InfoNce(Distances.minkowski(3), 0.5),
              new SupervisedContrastive(Distances.COSINE, 0.5),
              new MultiSimilarity(Distances.COSINE, 2, 5, 0.5, PairMiners.ALL),
              new GeneralizedLiftedStructure(Distances.EUCLIDEAN, 4),
              new NPairs(),
              new CosineSimilarityLoss(),
              new NormPenalty(1),
              new NormPenalty(2),
              proxies,
              new BinaryCrossEntropy().create(head),
              new InfoNce(head, 0.5),
              new InfoNce(Distances.EUCLIDEAN, 1).plus(new NormPenalty(), 0.3));
      for (var loss : losses) {
        var x = random(7, 3, 5);
        assertArrayEquals(
            finiteDifferences(loss, x, LABELS), gradient(loss, x, LABELS), 1e-2f, loss.toString());
      }
    }
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int d = 0; d < a.length; d++) {
      dot += a[d] * (double) b[d];
      aa += a[d] * (double) a[d];
      bb += b[d] * (double) b[d];
    }
    return 1 - dot / Math.sqrt(aa * bb);
  }

  /** exp(−d / temperature), and 0 for a row and itself. */
  private static double[][] exponentials(float[][] x, double temperature) {
    var e = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        e[i][j] = i == j ? 0 : Math.exp(-cosine(x[i], x[j]) / temperature);
      }
    }
    return e;
  }

  @Test
  void infoNceAgreesWithNaiveLoops() {
    for (long seed = 0; seed < 20; seed++) {
      var x = random(7, 3, seed);
      var e = exponentials(x, 0.2);
      double sum = 0;
      int pairs = 0;
      for (int a = 0; a < 7; a++) {
        double negatives = 0;
        for (int n = 0; n < 7; n++) {
          negatives += LABELS[n] == LABELS[a] ? 0 : e[a][n];
        }
        for (int p = 0; p < 7; p++) {
          if (p != a && LABELS[p] == LABELS[a]) {
            sum -= Math.log(e[a][p] / (e[a][p] + negatives));
            pairs++;
          }
        }
      }
      assertEquals(sum / pairs, value(new InfoNce(Distances.COSINE, 0.2), x, LABELS), 1e-5);
    }
  }

  @Test
  void supervisedContrastiveAgreesWithNaiveLoops() {
    for (long seed = 0; seed < 20; seed++) {
      var x = random(7, 3, seed);
      var e = exponentials(x, 0.2);
      double sum = 0;
      for (int a = 0; a < 7; a++) {
        double others = 0;
        for (int o = 0; o < 7; o++) {
          others += e[a][o];
        }
        double logs = 0;
        int positives = 0;
        for (int p = 0; p < 7; p++) {
          if (p != a && LABELS[p] == LABELS[a]) {
            logs += Math.log(e[a][p] / others);
            positives++;
          }
        }
        sum -= logs / positives;
      }
      var loss = new SupervisedContrastive(Distances.COSINE, 0.2);
      assertEquals(sum / 7, value(loss, x, LABELS), 1e-5);
    }
  }

  @Test
  void generalizedLiftedStructureAgreesWithNaiveLoops() {
    Distance distance = Distances.COSINE;
    for (long seed = 0; seed < 20; seed++) {
      var x = random(7, 3, seed);
      double sum = 0;
      for (int a = 0; a < 7; a++) {
        double pull = 0;
        double push = 0;
        for (int o = 0; o < 7; o++) {
          if (LABELS[o] != LABELS[a]) {
            push += Math.exp(0.5 - cosine(x[a], x[o]));
          } else if (o != a) {
            pull += Math.exp(cosine(x[a], x[o]));
          }
        }
        sum += Math.max(0, Math.log(pull) + Math.log(push));
      }
      assertEquals(sum / 7, value(new GeneralizedLiftedStructure(distance, 0.5), x, LABELS), 1e-5);
    }
  }
}
