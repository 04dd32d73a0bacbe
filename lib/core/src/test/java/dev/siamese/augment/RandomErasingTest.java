package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomErasingTest {

  private static final int N = 300;
  private static final int HEIGHT = 20;
  private static final int WIDTH = 30;
  private static final Shape SHAPE = new Shape(N, 2, HEIGHT, WIDTH);

  /** The erased rectangle of one channel: top, bottom, left, right, and how many pixels it has. */
  private static int[] hole(float[] channel, float[] before, float value, int width) {
    int[] hole = {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1, 0};
    for (int i = 0; i < channel.length; i++) {
      if (channel[i] != value) {
        assertEquals(before[i], channel[i]);
        continue;
      }
      hole[0] = Math.min(hole[0], i / width);
      hole[1] = Math.max(hole[1], i / width + 1);
      hole[2] = Math.min(hole[2], i % width);
      hole[3] = Math.max(hole[3], i % width + 1);
      hole[4]++;
    }
    return hole;
  }

  @Test
  void everyImageLosesOneRectangleOfTheStatedAreaInAllChannels() {
    var images = TestBatches.uniform(SHAPE.size(), 0, 1);
    var erased = TestBatches.augment(new RandomErasing(0.25, 0.25, -1), images, SHAPE, 1);
    var covered = new boolean[HEIGHT * WIDTH];
    for (int i = 0; i < N; i++) {
      int[] hole = null;
      for (int channel = 2 * i; channel < 2 * i + 2; channel++) {
        var after = TestBatches.part(erased, channel, 2 * N);
        var other = hole(after, TestBatches.part(images, channel, 2 * N), -1, WIDTH);
        assertTrue(hole == null || Arrays.equals(hole, other), "one place per image");
        hole = other;
      }
      int high = hole[1] - hole[0];
      int wide = hole[3] - hole[2];
      assertEquals(high * wide, hole[4], "a whole rectangle");
      assertEquals(0.25 * HEIGHT * WIDTH, hole[4], high / 2.0, "the width is rounded");
      assertTrue(high <= 3.3 * wide && wide <= 3.3 * high, high + " × " + wide);
      for (int y = hole[0]; y < hole[1]; y++) {
        for (int x = hole[2]; x < hole[3]; x++) {
          covered[y * WIDTH + x] = true;
        }
      }
    }
    for (boolean pixel : covered) {
      assertTrue(pixel, "every pixel is covered in some image");
    }
  }

  @Test
  void areasFillTheirRange() {
    var images = TestBatches.uniform(SHAPE.size(), 0, 1);
    var erased = TestBatches.augment(new RandomErasing(0.1, 0.5, -1), images, SHAPE, 1);
    double least = 1;
    double greatest = 0;
    for (int i = 0; i < N; i++) {
      var after = TestBatches.part(erased, 2 * i, 2 * N);
      var before = TestBatches.part(images, 2 * i, 2 * N);
      double area = hole(after, before, -1, WIDTH)[4] / (double) (HEIGHT * WIDTH);
      least = Math.min(least, area);
      greatest = Math.max(greatest, area);
    }
    assertEquals(0.1, least, 0.015);
    assertEquals(0.5, greatest, 0.02);
  }

  @Test
  void aNarrowImageStillLosesTheStatedArea() {
    var images = TestBatches.uniform(100, 0, 1);
    var erased =
        TestBatches.augment(new RandomErasing(0.6, 0.6, 2), images, new Shape(1, 1, 50, 2), 1);
    assertArrayEquals(new int[] {0, 2, 60}, tail(hole(erased, images, 2, 2)));
  }

  private static int[] tail(int[] hole) {
    return new int[] {hole[2], hole[3], hole[4]};
  }

  @Test
  void nothingAndEverythingCanBeErased() {
    var images = TestBatches.uniform(24, 0, 1);
    var shape = new Shape(2, 1, 3, 4);
    assertArrayEquals(images, TestBatches.augment(new RandomErasing(0, 0, 1), images, shape, 1));
    assertArrayEquals(
        new float[24], TestBatches.augment(new RandomErasing(1, 1, 0), images, shape, 1));
  }

  @Test
  void whatIsErasedLeavesNoTrace() {
    var missing = new float[] {Float.NaN, Float.NaN, Float.NaN, Float.NaN};
    var filled =
        TestBatches.augment(new RandomErasing(1, 1, 0.5), missing, new Shape(1, 1, 2, 2), 1);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, filled);
  }

  @Test
  void badParametersAreRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new RandomErasing(0.3, 0.1, 0));
    assertTrue(error.getMessage().contains("0.3 > 0.1"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RandomErasing(0.1, 1.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new RandomErasing(0.1, 0.2, Double.NaN));
  }
}
