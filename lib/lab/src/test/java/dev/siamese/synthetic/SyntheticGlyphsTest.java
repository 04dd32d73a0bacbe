package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticGlyphsTest {

  private static final SyntheticGlyphs SMALL = new SyntheticGlyphs(2, 3, 4, 32);

  @Test
  void everyCharacterHasASampleOfEveryDrawer() {
    var images = SMALL.generate(new Seed(1));
    assertEquals(24, images.size());
    assertEquals(6, images.classes().size());
    assertEquals(new ClassInfo("glyph02", "alphabet02"), images.classes().get(4));
    for (int label = 0; label < 6; label++) {
      int wanted = label;
      assertEquals(4, Arrays.stream(images.labels()).filter(found -> found == wanted).count());
    }
  }

  @Test
  void imagesDependOnTheSeed() {
    var one = SMALL.generate(new Seed(1));
    assertArrayEquals(one.pixels(7), SMALL.generate(new Seed(1)).pixels(7));
    assertFalse(Arrays.equals(one.pixels(7), SMALL.generate(new Seed(2)).pixels(7)));
  }

  @Test
  void drawersDiffer() {
    var images = SMALL.generate(new Seed(1));
    assertFalse(Arrays.equals(images.pixels(0), images.pixels(1)));
  }

  @Test
  void everyImageIsMostlyWhite() {
    var images = SMALL.generate(new Seed(1));
    for (int row = 0; row < images.size(); row++) {
      double white = 0;
      for (float value : images.pixels(row)) {
        white += value / (32 * 32);
      }
      assertTrue(white > 0.5 && white < 0.99, "row " + row + " has " + white + " white");
    }
  }

  @Test
  void numbersCanBeSetByName() {
    assertEquals(SMALL, SyntheticGlyphs.alphabets(2).characters(3).drawers(4).imageSize(32));
  }

  @Test
  void anEmptyAlphabetIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> new SyntheticGlyphs(1, 0, 1, 32));
  }
}
