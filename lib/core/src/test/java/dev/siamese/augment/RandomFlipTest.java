package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class RandomFlipTest {

  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6};
  private static final Shape SHAPE = new Shape(1, 1, 2, 3);

  @Test
  void certainFlipsAreExact() {
    assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4}, flipped(new RandomFlip(1, 0)));
    assertArrayEquals(new float[] {4, 5, 6, 1, 2, 3}, flipped(new RandomFlip(0, 1)));
    assertArrayEquals(new float[] {6, 5, 4, 3, 2, 1}, flipped(new RandomFlip(1, 1)));
    assertArrayEquals(IMAGE, flipped(new RandomFlip(0, 0)));
  }

  private static float[] flipped(RandomFlip flip) {
    return TestBatches.augment(flip, IMAGE, SHAPE, 1);
  }

  @Test
  void eachImageIsFlippedWithAllItsChannelsOrNotAtAll() {
    var images = TestBatches.ramps(400 * 2, 3);
    var flipped = TestBatches.augment(new RandomFlip(0.25, 0), images, new Shape(400, 2, 1, 3), 1);
    int count = 0;
    for (int i = 0; i < 400; i++) {
      var image = TestBatches.part(flipped, i, 400);
      boolean turned = image[0] == 2;
      count += turned ? 1 : 0;
      var expected = turned ? new float[] {2, 1, 0, 2, 1, 0} : new float[] {0, 1, 2, 0, 1, 2};
      assertArrayEquals(expected, image);
    }
    assertEquals(100, count, 35, "4 standard deviations");
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    var error = assertThrows(IllegalArgumentException.class, () -> new RandomFlip(0.5, -0.1));
    assertTrue(error.getMessage().contains("vertical must be from 0 to 1: -0.1"));
    assertThrows(IllegalArgumentException.class, () -> new RandomFlip(Double.NaN, 0));
  }
}
