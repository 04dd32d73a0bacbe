package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PairDistancesTest {

  private static double eer(float[] same, float[] different) {
    return new PairDistances(same, different).equalErrorRate();
  }

  @Test
  void isZeroWhenAThresholdPartsThem() {
    assertEquals(0, eer(new float[] {0.1f, 0.2f}, new float[] {0.3f, 0.4f, 0.5f}));
  }

  @Test
  void isOneWhenEverythingIsTheWrongWayRound() {
    assertEquals(1, eer(new float[] {0.9f, 0.8f}, new float[] {0.1f, 0.2f}));
  }

  @Test
  void isAHalfWhenAllDistancesAreEqual() {
    assertEquals(0.5, eer(new float[] {1, 1}, new float[] {1, 1, 1}));
  }

  @Test
  void isExactWhereTheRatesMeet() {
    // below 0.5: one of four different accepted, one of four same rejected
    assertEquals(
        0.25, eer(new float[] {0.1f, 0.2f, 0.3f, 0.7f}, new float[] {0.4f, 0.6f, 0.8f, 0.9f}));
  }

  @Test
  void isInterpolatedWhereTheyCross() {
    // at 0.5 nothing is accepted falsely and 1/2 rejected; at 0.6 all three are, and 1/2 rejected
    assertEquals(0.5, eer(new float[] {0.5f, 0.9f}, new float[] {0.6f, 0.6f, 0.6f}), 1e-12);
    // from (0, 1) to (2/3, 0) in one step: they meet at 0.4
    assertEquals(0.4, eer(new float[] {0.5f}, new float[] {0.5f, 0.5f, 0.6f}), 1e-12);
  }

  @Test
  void needsBothKindsAndNumbers() {
    assertThrows(IllegalStateException.class, () -> eer(new float[0], new float[] {1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PairDistances(new float[] {Float.NaN}, new float[] {1}));
  }
}
