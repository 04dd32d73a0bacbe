package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SharedTransformTest {

  private static final Shape SHAPE = new Shape(6, 1, 8, 8);

  @Test
  void samplesOfOnePartChangeAlikeAndPartsEachInTheirOwnWay() {
    var one = TestBatches.uniform(64, 0, 1);
    var six = new float[6 * 64];
    for (int i = 0; i < six.length; i++) {
      six[i] = one[i % 64];
    }
    var altered =
        TestBatches.augment(new SharedTransform(3, RandomAffine.HANDWRITING), six, SHAPE, 1);
    for (int i = 0; i < 6; i++) {
      assertArrayEquals(TestBatches.part(altered, i / 3 * 3, 6), TestBatches.part(altered, i, 6));
    }
    assertFalse(Arrays.equals(TestBatches.part(altered, 0, 6), TestBatches.part(altered, 3, 6)));
  }

  @Test
  void aPartIsAlteredAsOneSampleWouldBe() {
    var images = TestBatches.uniform(SHAPE.size(), 0, 1);
    var alike =
        TestBatches.augment(new SharedTransform(1, RandomAffine.HANDWRITING), images, SHAPE, 1);
    assertArrayEquals(TestBatches.augment(RandomAffine.HANDWRITING, images, SHAPE, 1), alike);
  }

  @Test
  void aBatchThatIsNotOfWholePartsIsRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                TestBatches.augment(
                    new SharedTransform(4, RandomAffine.HANDWRITING), new float[384], SHAPE, 1));
    assertTrue(error.getMessage().contains("groupSize = 4"), error.getMessage());
  }
}
