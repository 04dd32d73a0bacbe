package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class HogTest {

  private static Images image(int side, IntPredicate ink) {
    var pixels = new byte[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (ink.test(i) ? 0 : 255);
    }
    return new Images(side, side, pixels, new Targets(new int[1], List.of(new ClassInfo("a", ""))));
  }

  private static float[] hog(Images images) {
    return new Hog(4, 2).extract(images)[0];
  }

  @Test
  void aVerticalEdgeHasOneOrientation() {
    // dark left of column 4 of 8: gradients across, in columns 3 and 4, the one in the left cells,
    // the other in the right ones; eight equal votes of four cells, so each cell has 1/2
    var values = hog(image(8, i -> i % 8 < 4));
    assertEquals(8, values.length); // one block of four cells of two directions
    for (int cell = 0; cell < 4; cell++) {
      assertEquals(0.5, values[2 * cell], 1e-4);
      assertEquals(0, values[2 * cell + 1], 1e-4);
    }
  }

  @Test
  void aHorizontalEdgeHasTheOtherOrientation() {
    var values = hog(image(8, i -> i / 8 < 4));
    for (int cell = 0; cell < 4; cell++) {
      assertEquals(0, values[2 * cell], 1e-4);
      assertEquals(0.5, values[2 * cell + 1], 1e-4);
    }
  }

  @Test
  void theSignOfTheContrastIsIgnored() {
    var one = hog(image(8, i -> i % 8 < 4));
    var other = hog(image(8, i -> i % 8 >= 4));
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i], other[i], 1e-4);
    }
  }

  @Test
  void smallImagesAreRejected() {
    var error = assertThrows(IllegalArgumentException.class, () -> hog(image(7, i -> true)));
    assertTrue(error.getMessage().contains("7×7"));
  }
}
