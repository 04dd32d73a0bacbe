package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class RandomTimeCropTest {

  private static final int N = 200;
  private static final int T = 51;

  @Test
  void aWindowOfTheStatedLengthIsStretchedEvenly() {
    var cropped =
        TestBatches.augment(
            new RandomTimeCrop(0.6), TestBatches.ramps(2 * N, T), new Shape(N, 2, T), 1);
    double shortest = 1;
    double longest = 0;
    double first = T;
    double last = 0;
    for (int i = 0; i < N; i++) {
      var places = TestBatches.part(cropped, 2 * i, 2 * N);
      assertArrayEquals(places, TestBatches.part(cropped, 2 * i + 1, 2 * N), "channels alike");
      double step = (places[T - 1] - places[0]) / (T - 1);
      for (int t = 0; t < T; t++) {
        assertEquals(places[0] + t * step, places[t], 1e-3);
      }
      shortest = Math.min(shortest, step);
      longest = Math.max(longest, step);
      first = Math.min(first, places[0]);
      last = Math.max(last, places[T - 1]);
    }
    assertEquals(0.6, shortest, 0.02);
    assertEquals(1, longest, 0.02);
    assertTrue(first >= 0 && first < 0.5 && last <= T - 1 && last > T - 1.5, first + ", " + last);
  }

  @Test
  void theWholeSignalIsNoChange() {
    var signals = TestBatches.uniform(60, -1, 1);
    var whole = TestBatches.augment(new RandomTimeCrop(1), signals, new Shape(2, 3, 10), 1);
    assertArrayEquals(signals, whole, 1e-5f);
  }

  @Test
  void badParametersAreRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new RandomTimeCrop(0));
    assertTrue(error.getMessage().contains("minFraction"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RandomTimeCrop(1.5));
    assertThrows(IllegalArgumentException.class, () -> new RandomTimeCrop(Double.NaN));
  }
}
