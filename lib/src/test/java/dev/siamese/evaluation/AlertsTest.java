package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AlertsTest {

  @Test
  void averagePrecisionAgreesWithScikitLearn() {
    for (var scored : Fixture.METRICS.alerts()) {
      assertEquals(
          scored.average_precision(),
          new Alerts(scored.scores(), scored.real()).averagePrecision(),
          1e-12);
    }
  }

  @Test
  void theHighestScoresAreLookedAtFirst() {
    var alerts =
        new Alerts(new float[] {0.1f, 0.9f, 0.5f, 0.8f}, new boolean[] {true, true, false, false});
    assertEquals(0.5, alerts.recallAt(0.25));
    assertEquals(0.5, alerts.recallAt(0.75));
    assertEquals(1, alerts.recallAt(1));
    assertEquals(0.5, alerts.recallAt(0.01)); // at least one is looked at
  }

  /** By hand: real are the first, third and fifth of six, the last two of equal score. */
  @Test
  void precisionIsWhatIsRealOfWhatIsLookedAt() {
    var alerts =
        new Alerts(
            new float[] {6, 5, 4, 3, 2, 2}, new boolean[] {true, false, true, false, true, false});
    assertArrayEquals(
        new double[] {1, 1, 2 / 3.0, 3 / 6.0}, alerts.precisionAt(0.1, 1 / 3.0, 0.5, 1), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> alerts.precisionAt(0));
  }

  @Test
  void ofEqualScoresAnyMayBeLookedAt() {
    var alerts =
        new Alerts(new float[] {2, 1, 1, 1, 0}, new boolean[] {true, true, false, false, false});
    assertEquals((1 + 1 / 3.0) / 2, alerts.recallAt(0.4), 1e-12);
  }

  @Test
  void aWholeNumberOfAlertsIsNotRoundedUp() {
    var scores = new float[100];
    var real = new boolean[100];
    for (int i = 0; i < 100; i++) {
      scores[i] = -i;
      real[i] = i == 7; // the eighth
    }
    assertEquals(0, new Alerts(scores, real).recallAt(0.07));
    assertEquals(1, new Alerts(scores, real).recallAt(0.08));
  }

  @Test
  void chanceIsNamedBesideTheResult() {
    var alerts = new Alerts(new float[] {2, 1}, new boolean[] {true, false});
    assertEquals(
        "average precision 1.0000 (chance 0.5000), recall at 1 % alerts 1.0000", alerts.toString());
  }

  @Test
  void whatCannotBeJudgedIsRefused() {
    assertRefused("1 scores but 2 answers", new float[1], true, false);
    assertRefused("score 1 is not a number", new float[] {0, Float.NaN}, true, false);
    assertRefused("nothing to find", new float[2], false, false);
    var alerts = new Alerts(new float[1], new boolean[] {true});
    assertThrows(IllegalArgumentException.class, () -> alerts.recallAt(0));
  }

  private static void assertRefused(String why, float[] scores, boolean... real) {
    var error = assertThrows(IllegalArgumentException.class, () -> new Alerts(scores, real));
    assertTrue(error.getMessage().contains(why), error.getMessage());
  }
}
