package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class GaussianNoiseTest {

  @Test
  void theNoiseIsGaussianAndNewInEveryPlace() {
    int n = 100_000;
    var noise =
        TestBatches.augment(new GaussianNoise(0.5), new float[n], new Shape(10, 1, 100, 100), 1);
    double squares = 0;
    double products = 0;
    double beyond = 0;
    for (int i = 0; i < n; i++) {
      squares += noise[i] * noise[i];
      products += noise[i] * noise[(i + 1) % n];
      beyond += Math.abs(noise[i]) > 1 ? 1 : 0;
    }
    assertEquals(0, TestBatches.mean(noise), 4 * 0.5 / Math.sqrt(n));
    assertEquals(0.5, Math.sqrt(squares / n), 4 * 0.5 / Math.sqrt(2 * n));
    assertEquals(0, products / n, 4 * 0.25 / Math.sqrt(n));
    assertEquals(0.0455, beyond / n, 0.003, "outside two standard deviations");
  }

  @Test
  void theNoiseIsAddedToWhatIsThere() {
    var shape = new Shape(2, 3, 5);
    var signals = TestBatches.uniform(30, -2, 2);
    var noise = TestBatches.augment(new GaussianNoise(0.5), new float[30], shape, 1);
    var noisy = TestBatches.augment(new GaussianNoise(0.5), signals, shape, 1);
    for (int i = 0; i < 30; i++) {
      assertEquals(signals[i] + noise[i], noisy[i]);
    }
  }

  @Test
  void noDeviationIsNoChange() {
    var signals = TestBatches.uniform(30, -2, 2);
    assertArrayEquals(
        signals, TestBatches.augment(new GaussianNoise(0), signals, new Shape(2, 3, 5), 1));
  }

  @Test
  void aNegativeDeviationIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(-0.1));
    assertTrue(error.getMessage().contains("std"), error.getMessage());
  }
}
