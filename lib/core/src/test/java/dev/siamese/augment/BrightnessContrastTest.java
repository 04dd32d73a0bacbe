package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

class BrightnessContrastTest {

  private static final int N = 50;
  private static final Shape SHAPE = new Shape(N, 2, 3, 4);

  @Test
  void theResultIsThatOfTheFormula() {
    var images = TestBatches.uniform(SHAPE.size(), 0, 1);
    var lit = TestBatches.augment(new BrightnessContrast(0.3, 0.5), images, SHAPE, 1);
    var random = new Seed(1).generator();
    for (int i = 0; i < N; i++) {
      double b = 0.3 * (2 * random.nextDouble() - 1);
      double c = Math.pow(1.5, 2 * random.nextDouble() - 1);
      var image = TestBatches.part(images, i, N);
      double mean = TestBatches.mean(image);
      for (int k = 0; k < image.length; k++) {
        double expected = Math.min(1, Math.max(0, (image[k] - mean) * c + mean + b));
        assertEquals(expected, lit[i * image.length + k], 1e-6);
      }
    }
  }

  @Test
  void brightnessMovesTheMeanAndContrastKeepsIt() {
    var images = TestBatches.uniform(SHAPE.size(), 0.4, 0.6);
    var brighter = TestBatches.augment(new BrightnessContrast(0.2, 0), images, SHAPE, 1);
    var sharper = TestBatches.augment(new BrightnessContrast(0, 1), images, SHAPE, 1);
    double down = 0;
    double up = 0;
    for (int i = 0; i < N; i++) {
      var image = TestBatches.part(images, i, N);
      double moved = TestBatches.mean(TestBatches.part(brighter, i, N)) - TestBatches.mean(image);
      down = Math.min(down, moved);
      up = Math.max(up, moved);
      for (int k = 0; k < image.length; k++) {
        assertEquals(moved, brighter[i * image.length + k] - image[k], 1e-6);
      }
      assertEquals(
          TestBatches.mean(image), TestBatches.mean(TestBatches.part(sharper, i, N)), 1e-6);
    }
    assertTrue(down >= -0.2 && down < -0.15 && up <= 0.2 && up > 0.15, down + ", " + up);
  }

  @Test
  void nothingLeavesTheRangeOfImages() {
    var images = TestBatches.uniform(SHAPE.size(), 0, 1);
    var lit = TestBatches.augment(new BrightnessContrast(1, 3), images, SHAPE, 1);
    int ends = 0;
    for (float value : lit) {
      assertTrue(value >= 0 && value <= 1, () -> "" + value);
      ends += value == 0 || value == 1 ? 1 : 0;
    }
    assertTrue(ends > lit.length / 4, "much was cut off");
  }

  @Test
  void nothingToDoChangesNothing() {
    var images = TestBatches.uniform(SHAPE.size(), 0, 1);
    assertArrayEquals(
        images, TestBatches.augment(new BrightnessContrast(0, 0), images, SHAPE, 1), 1e-6f);
  }

  @Test
  void badParametersAreRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new BrightnessContrast(0.1, -0.5));
    assertTrue(error.getMessage().contains("contrast"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new BrightnessContrast(25, 0));
  }
}
