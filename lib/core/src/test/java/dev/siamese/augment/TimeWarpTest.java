package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

class TimeWarpTest {

  private static final int N = 20;
  private static final int T = 101;

  @Test
  void timeRunsForwardAndKeepsItsEnds() {
    var warped =
        TestBatches.augment(new TimeWarp(3, 6), TestBatches.ramps(N, T), new Shape(N, 1, T), 1);
    double farthest = 0;
    for (int i = 0; i < N; i++) {
      var places = TestBatches.part(warped, i, N);
      assertEquals(0, places[0]);
      assertEquals(T - 1, places[T - 1]);
      for (int t = 1; t < T; t++) {
        assertTrue(places[t] > places[t - 1], "time ran backwards");
        farthest = Math.max(farthest, Math.abs(places[t] - t));
      }
    }
    assertTrue(farthest > 5, "nothing was warped");
  }

  @Test
  void placesAreTheIntegralOfTheSpeeds() {
    int points = 5;
    var warped =
        TestBatches.augment(
            new TimeWarp(1, points), TestBatches.ramps(N, T), new Shape(N, 1, T), 1);
    var random = new Seed(1).generator();
    int fine = 400; // parts of a step
    for (int i = 0; i < N; i++) {
      var speeds = new double[points];
      for (int k = 0; k < points; k++) {
        speeds[k] = Math.pow(2, 2 * random.nextDouble() - 1);
      }
      var reached = new double[T];
      double sum = 0;
      for (int s = 0; s < (T - 1) * fine; s++) {
        double x = (s + 0.5) / ((T - 1) * fine) * (points - 1);
        int k = (int) x;
        sum += speeds[k] + (speeds[k + 1] - speeds[k]) * (x - k);
        if ((s + 1) % fine == 0) {
          reached[(s + 1) / fine] = sum;
        }
      }
      for (int t = 0; t < T; t++) {
        assertEquals(reached[t] / sum * (T - 1), warped[i * T + t], 1e-3);
      }
    }
  }

  @Test
  void channelsAndFrequenciesOfASampleAreWarpedAlike() {
    var shape = new Shape(N, 2, 3, T);
    var warped = TestBatches.augment(new TimeWarp(1, 4), TestBatches.ramps(N * 6, T), shape, 1);
    for (int i = 0; i < 6 * N; i++) {
      var first = TestBatches.part(warped, i / 6 * 6, 6 * N);
      assertArrayEquals(first, TestBatches.part(warped, i, 6 * N));
    }
  }

  @Test
  void noStrengthIsNoChange() {
    var signals = TestBatches.uniform(N * T, -1, 1);
    var still = TestBatches.augment(new TimeWarp(0, 4), signals, new Shape(N, 1, T), 1);
    assertArrayEquals(signals, still, 1e-4f);
  }

  @Test
  void shortSignalsAndManyPointsAreNoTrouble() {
    var warp = new TimeWarp(1, 10);
    assertArrayEquals(
        new float[] {7}, TestBatches.augment(warp, new float[] {7}, new Shape(1, 1, 1), 1));
    assertArrayEquals(
        new float[] {7, 8}, TestBatches.augment(warp, new float[] {7, 8}, new Shape(1, 1, 2), 1));
  }

  @Test
  void badParametersAreRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new TimeWarp(0.5, 1));
    assertTrue(error.getMessage().contains("knots must be at least 2: 1"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new TimeWarp(-0.5, 4));
  }
}
