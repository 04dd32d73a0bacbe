package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

class RandomMorphologyTest {

  private static final int N = 20;
  private static final int SIDE = 5;
  private static final Shape SHAPE = new Shape(N, 1, SIDE, SIDE);

  @Test
  void everyPixelGoesItsPartOfTheWay() {
    var images = TestBatches.uniform(SHAPE.size(), 0, 1);
    var altered = TestBatches.augment(new RandomMorphology(0.8), images, SHAPE, 1);
    var random = new Seed(1).generator();
    for (int i = 0; i < N; i++) {
      double part = 0.8 * (2 * random.nextDouble() - 1);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          double here = images[(i * SIDE + y) * SIDE + x];
          double there = extreme(images, i, y, x, part > 0);
          double expected = here + Math.abs(part) * (there - here);
          assertEquals(expected, altered[(i * SIDE + y) * SIDE + x], 1e-6);
        }
      }
    }
  }

  /** The brightest or darkest of the pixels around one, the image ending at its border. */
  private static double extreme(float[] images, int i, int y, int x, boolean brightest) {
    double extreme = images[(i * SIDE + y) * SIDE + x];
    for (int v = Math.max(0, y - 1); v <= Math.min(SIDE - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(SIDE - 1, x + 1); u++) {
        double value = images[(i * SIDE + v) * SIDE + u];
        extreme = brightest ? Math.max(extreme, value) : Math.min(extreme, value);
      }
    }
    return extreme;
  }

  @Test
  void moreThanTheWholeWayIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RandomMorphology(1.5));
  }
}
