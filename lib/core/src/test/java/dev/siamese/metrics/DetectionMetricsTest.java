package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void theHighestScoresAreLookedAtFirst() {
    var alerts =
        new DetectionMetrics(
            new float[] {0.1f, 0.9f, 0.5f, 0.8f}, new boolean[] {true, true, false, false});
    assertEquals(0.5, alerts.recallAtTopFraction(0.25));
    assertEquals(0.5, alerts.recallAtTopFraction(0.75));
    assertEquals(1, alerts.recallAtTopFraction(1));
    assertEquals(0.5, alerts.recallAtTopFraction(0.01)); // at least one is looked at
  }

  /** By hand: real are the first, third and fifth of six, the last two of equal score. */
  @Test
  void precisionIsWhatIsRealOfWhatIsLookedAt() {
    var alerts =
        new DetectionMetrics(
            new float[] {6, 5, 4, 3, 2, 2}, new boolean[] {true, false, true, false, true, false});
    assertArrayEquals(
        new double[] {1, 1, 2 / 3.0, 3 / 6.0},
        alerts.precisionAtRecall(0.1, 1 / 3.0, 0.5, 1),
        1e-12);
    assertThrows(IllegalArgumentException.class, () -> alerts.precisionAtRecall(0));
  }

  @Test
  void ofEqualScoresAnyMayBeLookedAt() {
    var alerts =
        new DetectionMetrics(
            new float[] {2, 1, 1, 1, 0}, new boolean[] {true, true, false, false, false});
    assertEquals((1 + 1 / 3.0) / 2, alerts.recallAtTopFraction(0.4), 1e-12);
  }

  @Test
  void aWholeNumberOfAlertsIsNotRoundedUp() {
    var scores = new float[100];
    var real = new boolean[100];
    for (int i = 0; i < 100; i++) {
      scores[i] = -i;
      real[i] = i == 7; // the eighth
    }
    assertEquals(0, new DetectionMetrics(scores, real).recallAtTopFraction(0.07));
    assertEquals(1, new DetectionMetrics(scores, real).recallAtTopFraction(0.08));
  }

  @Test
  void chanceIsNamedBesideTheResult() {
    var alerts = new DetectionMetrics(new float[] {2, 1}, new boolean[] {true, false});
    assertEquals(
        "average precision 1.0000 (chance 0.5000), recall at 1 % alerts 1.0000", alerts.toString());
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    assertRefused("1 scores but 2 answers", new float[1], true, false);
    assertRefused("score 1 is not a number", new float[] {0, Float.NaN}, true, false);
    assertRefused("nothing to find", new float[2], false, false);
    var alerts = new DetectionMetrics(new float[1], new boolean[] {true});
    assertThrows(IllegalArgumentException.class, () -> alerts.recallAtTopFraction(0));
  }

  private static void assertRefused(String why, float[] scores, boolean... real) {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new DetectionMetrics(scores, real));
    assertTrue(error.getMessage().contains(why), error.getMessage());
  }
}
