package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AmplitudeScalingTest {

  private static final Shape SHAPE = new Shape(100, 3, 4);

  /** The factor of every sample and channel, which must be one for all its steps. */
  private static double[][] factors(AmplitudeScaling scaling) {
    var signals = TestBatches.uniform(SHAPE.size(), 0.5, 2);
    var scaled = TestBatches.augment(scaling, signals, SHAPE, 1);
    var factors = new double[100][3];
    for (int i = 0; i < scaled.length; i++) {
      double factor = scaled[i] / signals[i];
      if (i % 4 == 0) {
        factors[i / 12][i / 4 % 3] = factor;
      }
      assertEquals(factors[i / 12][i / 4 % 3], factor, 1e-6);
    }
    return factors;
  }

  @Test
  void allChannelsOfASampleShareItsFactor() {
    var factors = factors(new AmplitudeScaling(0.5, 0));
    for (var sample : factors) {
      assertEquals(sample[0], sample[1], 1e-6);
      assertEquals(sample[0], sample[2], 1e-6);
    }
    var sorted = Arrays.stream(factors).mapToDouble(sample -> sample[0]).sorted().toArray();
    assertEquals(1 / 1.5, sorted[0], 0.03);
    assertEquals(1.5, sorted[99], 0.05);
    assertEquals(1, sorted[50], 0.15, "as likely below 1 as above");
  }

  @Test
  void channelsCanHaveFactorsOfTheirOwn() {
    int apart = 0;
    for (var sample : factors(new AmplitudeScaling(0, 0.5))) {
      for (double factor : sample) {
        assertTrue(factor > 1 / 1.5 - 1e-6 && factor < 1.5 + 1e-6, () -> "" + factor);
      }
      apart += Math.abs(sample[0] - sample[1]) > 0.01 ? 1 : 0;
    }
    assertTrue(apart > 80, () -> "two channels must rarely agree");
  }

  @Test
  void nothingToDoChangesNothing() {
    var signals = TestBatches.uniform(SHAPE.size(), -1, 1);
    assertArrayEquals(signals, TestBatches.augment(new AmplitudeScaling(0, 0), signals, SHAPE, 1));
  }

  @Test
  void aNegativeRangeIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new AmplitudeScaling(0.1, -1));
    assertTrue(error.getMessage().contains("perChannel"), error.getMessage());
  }
}
