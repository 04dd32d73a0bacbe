package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.metrics.PairDistances.Threshold;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairDistancesTest {

  private static double eer(float[] same, float[] different) {
    return new PairDistances(same, different).equalErrorRate();
  }

  @Test
  void theEqualErrorRateOfSeparatedReversedAndEqualDistances() {
    assertEquals(0, eer(new float[] {0.1f, 0.2f}, new float[] {0.3f, 0.4f, 0.5f}));
    assertEquals(1, eer(new float[] {0.9f, 0.8f}, new float[] {0.1f, 0.2f}));
    assertEquals(0.5, eer(new float[] {1, 1}, new float[] {1, 1, 1}));
  }

  @Test
  void theEqualErrorRateIsExactWhereTheRatesMeet() {
    // below 0.5: one of four different accepted, one of four same rejected
    assertEquals(
        0.25, eer(new float[] {0.1f, 0.2f, 0.3f, 0.7f}, new float[] {0.4f, 0.6f, 0.8f, 0.9f}));
  }

  @Test
  void theEqualErrorRateIsInterpolatedWhereTheRatesCross() {
    // at 0.5 nothing is accepted falsely and 1/2 rejected; at 0.6 all three are, and 1/2 rejected
    assertEquals(0.5, eer(new float[] {0.5f, 0.9f}, new float[] {0.6f, 0.6f, 0.6f}), 1e-12);
    // from (0, 1) to (2/3, 0) in one step: they meet at 0.4
    assertEquals(0.4, eer(new float[] {0.5f}, new float[] {0.5f, 0.5f, 0.6f}), 1e-12);
  }

  @Test
  void bothKindsOfPairsAndNumbersAreNeeded() {
    assertThrows(IllegalStateException.class, () -> eer(new float[0], new float[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PairDistances(new float[] {Float.NaN}, new float[] {1}));
  }

  private static PairDistances random(long seed) {
    var random = new Seed(seed).generator();
    int n = 5 + random.nextInt(40);
    var distances = new float[n];
    var same = new boolean[n];
    for (int i = 0; i < n; i++) {
      same[i] = i == 0 || i > 1 && random.nextInt(3) == 0;
      distances[i] = random.nextInt(12) + (same[i] ? 0 : 2); // with many ties
    }
    return PairDistances.of(distances, same);
  }

  private static double fraction(float[] distances, double threshold) {
    int count = 0;
    for (float distance : distances) {
      count += distance <= threshold ? 1 : 0;
    }
    return (double) count / distances.length;
  }

  @Test
  void theAucCountsCloserPositivePairs() {
    for (long seed = 0; seed < 50; seed++) {
      var pairs = random(seed);
      double wins = 0;
      for (float same : pairs.positive()) {
        for (float different : pairs.negative()) {
          wins += same < different ? 1 : same == different ? 0.5 : 0;
        }
      }
      assertEquals(wins / pairs.positive().length / pairs.negative().length, pairs.rocAuc(), 1e-12);
    }
  }

  @Test
  void agreesWithScikitLearn() {
    try (var manager = Torch.manager(Device.cpu())) {
      for (var set : MetricsFixture.METRICS.sets()) {
        if (set.verification() != null) {
          var exact = SampleEmbeddings.array(manager, set.embeddings());
          var single = SampleEmbeddings.floats(manager, set.embeddings());
          for (var x : List.of(exact, single)) {
            var actual = VerificationPairs.all(x, set.labels(), set.by()).metrics();
            set.verification()
                .forEach(
                    (name, value) -> {
                      if (!Double.isNaN(actual.get(name))) {
                        assertEquals(value, actual.get(name), 1e-9, name + " of " + set);
                      }
                    });
          }
        }
      }
    }
  }

  @Test
  void bestThresholdsAreAtLeastAsGoodAsOthers() {
    for (long seed = 0; seed < 50; seed++) {
      var pairs = random(seed);
      double accuracy = 0;
      double f1 = 0;
      double gap = 1;
      double balancedAccuracy = 0;
      for (double value = -0.5; value < 16; value += 0.5) {
        var tried = pairs.metricsAt(value);
        assertEquals(fraction(pairs.negative(), value), tried.far(), 1e-12);
        assertEquals(1 - fraction(pairs.positive(), value), tried.frr(), 1e-12);
        double correct =
            fraction(pairs.positive(), value) * pairs.positive().length
                + (1 - fraction(pairs.negative(), value)) * pairs.negative().length;
        assertEquals(correct / pairs.size(), tried.accuracy(), 1e-12);
        accuracy = Math.max(accuracy, tried.accuracy());
        f1 = Math.max(f1, tried.f1());
        balancedAccuracy = Math.max(balancedAccuracy, 1 - (tried.far() + tried.frr()) / 2);
        gap = Math.min(gap, Math.abs(tried.far() - tried.frr()));
      }
      assertEquals(accuracy, pairs.bestAccuracy().accuracy(), 1e-12);
      assertEquals(f1, pairs.bestF1().f1(), 1e-12);
      var even = pairs.bestBalancedAccuracy();
      assertEquals(even, pairs.metricsAt(even.value()));
      assertEquals(balancedAccuracy, even.balancedAccuracy(), 1e-12);
      var balanced = pairs.equalErrorThreshold();
      assertEquals(gap, Math.abs(balanced.far() - balanced.frr()), 1e-12);
      for (var best : List.of(pairs.bestAccuracy(), pairs.bestF1(), balanced)) {
        assertEquals(best, pairs.metricsAt(best.value()));
      }
    }
  }

  @Test
  void theThresholdIsTheMidpoint() {
    var pairs = new PairDistances(new float[] {1, 2}, new float[] {4, 5});
    assertEquals(3, pairs.bestAccuracy().value());
    assertEquals(new Threshold(3, 0, 0, 1, 1), pairs.bestAccuracy());
    assertEquals(3, pairs.thresholdAtFar(0).value());
    assertEquals(4.5, pairs.thresholdAtFar(0.5).value());
    assertEquals(5, pairs.thresholdAtFar(1).value());
    assertTrue(pairs.bestAccuracy().accepts(3) && !pairs.bestAccuracy().accepts(3.1));
    assertEquals("3.000: FAR 0.00 %, FRR 0.00 %", pairs.bestAccuracy().toString());
  }

  @Test
  void aThresholdBelowTheSmallestDistanceAcceptsNothing() {
    var pairs = new PairDistances(new float[] {3}, new float[] {0, 0, 1});
    var none = pairs.bestAccuracy();
    assertTrue(none.value() < 0);
    assertEquals(new Threshold(none.value(), 0, 1, 0.75, 0), none);
    assertEquals(none, pairs.thresholdAtFar(0.5));
  }

  @Test
  void tarIsInterpolatedAtAFalseAcceptRate() {
    var pairs = new PairDistances(new float[] {1, 3, 5, 7}, new float[] {2, 4, 6, 8});
    assertEquals(0.25, pairs.tarAtFar(0));
    assertEquals(0.5, pairs.tarAtFar(0.25));
    assertEquals(1, pairs.tarAtFar(1));
    // equal distances make the curve slope
    var tied = new PairDistances(new float[] {1, 1}, new float[] {1, 1, 1, 1});
    assertEquals(0.3, tied.tarAtFar(0.3), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> tied.tarAtFar(1.5));
  }

  @Test
  void aFalseAcceptRateThatTheNegativePairsCannotResolveHasNoTar() {
    var few = new PairDistances(new float[] {1, 2}, new float[99]);
    assertEquals(1 / 99.0, few.smallestFar());
    assertEquals(Double.NaN, few.tarAtFar(0.01));
    assertEquals(Double.NaN, few.metrics().get("tar@far=0.01"));
    assertEquals(0.0, few.metrics().get("tar@far=0.1"));
    assertTrue(few.toString().contains("0.01 needs at least 100 "), few.toString());
    var enough = new PairDistances(new float[] {1, 2}, new float[1000]);
    assertEquals(0, enough.tarAtFar(0.001));
    assertFalse(enough.toString().contains("needs"), enough.toString());
  }

  @Test
  void theRocCurveHasNoCollinearPoints() {
    var roc = new PairDistances(new float[] {1, 2, 5}, new float[] {3, 4, 6, 7}).rocCurve();
    assertEquals(5, roc.thresholds().length);
    assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, roc.far());
    assertArrayEquals(new double[] {0, 2 / 3.0, 2 / 3.0, 1, 1}, roc.tar());
    assertArrayEquals(new double[] {Math.nextDown(1f), 2, 4, 5, 7}, roc.thresholds());
  }

  @Test
  void theAreaUnderTheRocCurveIsTheAuc() {
    for (long seed = 0; seed < 50; seed++) {
      var pairs = random(seed);
      var roc = pairs.rocCurve();
      double area = 0;
      for (int i = 1; i < roc.thresholds().length; i++) {
        area += (roc.far()[i] - roc.far()[i - 1]) * (roc.tar()[i] + roc.tar()[i - 1]) / 2;
      }
      assertEquals(pairs.rocAuc(), area, 1e-12);
    }
  }

  @Test
  void averagePrecisionTakesEqualDistancesTogether() {
    assertEquals(
        0.5, new PairDistances(new float[] {1, 1}, new float[] {1, 1}).averagePrecision(), 1e-12);
    assertEquals(
        (1 + 2 / 3.0) / 2,
        new PairDistances(new float[] {1, 3}, new float[] {2}).averagePrecision());
    assertEquals(1, new PairDistances(new float[] {1}, new float[0]).averagePrecision());
    assertThrows(
        IllegalStateException.class,
        () -> new PairDistances(new float[0], new float[] {1}).averagePrecision());
  }

  @Test
  void thePrimaryMetricIsTheEqualErrorRate() {
    var pairs = new PairDistances(new float[] {1, 2, 5}, new float[] {3, 4, 6, 7});
    assertEquals(10, pairs.metrics().size());
    assertEquals(pairs.equalErrorRate(), pairs.primaryValue());
    assertFalse(pairs.isGreaterBetter());
    assertTrue(
        pairs.toString().startsWith("EER %.4f, ROC AUC ".formatted(pairs.equalErrorRate())),
        pairs.toString());
    assertEquals(
        "1 positive and 0 negative pairs",
        new PairDistances(new float[1], new float[0]).toString());
  }

  @Test
  void everyDistanceNeedsALabelAndEveryThresholdIsANumber() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> PairDistances.of(new float[2], new boolean[3]));
    assertTrue(error.getMessage().contains("2 distances but 3 labels"), error.getMessage());
    var pairs = new PairDistances(new float[] {1}, new float[] {2});
    assertThrows(IllegalArgumentException.class, () -> pairs.metricsAt(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> pairs.accuracy(Double.NaN));
  }
}
