package dev.siamese.invented;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassLabel;
import dev.siamese.engine.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GlyphsTest {

  private static final Glyphs SMALL = new Glyphs(2, 3, 4, 32);

  @Test
  void everyDrawerDrawsEveryCharacter() {
    var images = SMALL.draw(new Seed(1));
    assertEquals(24, images.size());
    assertEquals(6, images.classes().size());
    assertEquals(new ClassLabel("glyph02", "alphabet02"), images.classes().get(4));
    for (int label = 0; label < 6; label++) {
      int wanted = label;
      assertEquals(4, Arrays.stream(images.labels()).filter(found -> found == wanted).count());
    }
  }

  @Test
  void equalSeedsDrawEqualImagesAndOthersDoNot() {
    var one = SMALL.draw(new Seed(1));
    assertArrayEquals(one.values(7), SMALL.draw(new Seed(1)).values(7));
    assertFalse(Arrays.equals(one.values(7), SMALL.draw(new Seed(2)).values(7)));
  }

  @Test
  void noTwoDrawersDrawAlike() {
    var images = SMALL.draw(new Seed(1));
    assertFalse(Arrays.equals(images.values(0), images.values(1)));
  }

  @Test
  void everyImageHasInkAndMuchPaper() {
    var images = SMALL.draw(new Seed(1));
    for (int row = 0; row < images.size(); row++) {
      double paper = 0;
      for (float value : images.values(row)) {
        paper += value / (32 * 32);
      }
      assertTrue(paper > 0.5 && paper < 0.99, "row " + row + " has " + paper + " paper");
    }
  }

  @Test
  void anEmptyAlphabetIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Glyphs(1, 0, 1, 32));
  }
}
