package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {

  @Test
  void averagePrecisionAgreesWithScikitLearn() {
    for (var scored : MetricsFixture.METRICS.alerts()) {
      assertEquals(
          scored.average_precision(),
          new DetectionMetrics(scored.scores(), scored.real()).averagePrecision(),
          1e-12);
    }
  }

  @Test
  void theHighestScoresComeFirst() {
    var metrics =
        new DetectionMetrics(
            new float[] {0.1f, 0.9f, 0.5f, 0.8f}, new boolean[] {true, true, false, false});
    assertEquals(0.5, metrics.recallAtTopFraction(0.25));
    assertEquals(0.5, metrics.recallAtTopFraction(0.75));
    assertEquals(1, metrics.recallAtTopFraction(1));
    assertEquals(0.5, metrics.recallAtTopFraction(0.01)); // at least one sample
  }

  /** Positive are the first, third and fifth of six samples; the last two scores are equal. */
  @Test
  void precisionAtRecallAgreesWithAHandComputedExample() {
    var metrics =
        new DetectionMetrics(
            new float[] {6, 5, 4, 3, 2, 2}, new boolean[] {true, false, true, false, true, false});
    assertArrayEquals(
        new double[] {1, 1, 2 / 3.0, 3 / 6.0},
        metrics.precisionAtRecall(0.1, 1 / 3.0, 0.5, 1),
        1e-12);
    assertThrows(IllegalArgumentException.class, () -> metrics.precisionAtRecall(0));
  }

  @Test
  void tiedScoresAreInRandomOrder() {
    var metrics =
        new DetectionMetrics(
            new float[] {2, 1, 1, 1, 0}, new boolean[] {true, true, false, false, false});
    assertEquals((1 + 1 / 3.0) / 2, metrics.recallAtTopFraction(0.4), 1e-12);
  }

  @Test
  void aWholeNumberOfSamplesIsNotRoundedUp() {
    var scores = new float[100];
    var positive = new boolean[100];
    for (int i = 0; i < 100; i++) {
      scores[i] = -i;
      positive[i] = i == 7; // the eighth sample
    }
    assertEquals(0, new DetectionMetrics(scores, positive).recallAtTopFraction(0.07));
    assertEquals(1, new DetectionMetrics(scores, positive).recallAtTopFraction(0.08));
  }

  @Test
  void thePrecisionOfRandomScoresIsPrintedBesideTheResult() {
    var metrics = new DetectionMetrics(new float[] {2, 1}, new boolean[] {true, false});
    assertEquals(
        "average precision 1.0000 (random 0.5000), recall at top 1 % 1.0000", metrics.toString());
    assertEquals(1, metrics.primaryValue());
  }

  /** 20,000 resamples by a separate program in Python gave 0.4175 and 0.7606. */
  @Test
  void theIntervalIsThatOfAStratifiedBootstrap() {
    var scores = new float[100];
    var positive = new boolean[100];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = i % 5 == 0;
      scores[i] = i * 37 % 101 + (positive[i] ? 25 : 0);
    }
    var metrics = new DetectionMetrics(scores, positive);
    var interval = metrics.averagePrecisionInterval(5000, new Seed(1));
    assertEquals(0.5916931277, interval.value(), 1e-9);
    assertEquals(0.4175, interval.low(), 0.015);
    assertEquals(0.7606, interval.high(), 0.015);
    assertEquals(interval, metrics.averagePrecisionInterval(5000, new Seed(1)));
    assertThrows(
        IllegalArgumentException.class, () -> metrics.averagePrecisionInterval(99, new Seed(1)));
  }

  @Test
  void invalidArgumentsAreRefused() {
    assertRefused("1 scores but 2 labels", new float[1], true, false);
    assertRefused("score 1 is NaN", new float[] {0, Float.NaN}, true, false);
    assertRefused("0 of 2 samples", new float[2], false, false);
    var metrics = new DetectionMetrics(new float[1], new boolean[] {true});
    assertThrows(IllegalArgumentException.class, () -> metrics.recallAtTopFraction(0));
  }

  private static void assertRefused(String message, float[] scores, boolean... positive) {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new DetectionMetrics(scores, positive));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
