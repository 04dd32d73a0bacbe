package dev.siamese.invented;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassLabel;
import dev.siamese.data.Images;
import dev.siamese.data.Signatures;
import dev.siamese.engine.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AutographsTest {

  private static final Autographs SMALL = new Autographs(3, 4, 2, 3, 32);
  private static final Signatures DRAWN = SMALL.draw(new Seed(1));

  @Test
  void everyWriterSignsAndEveryForgerImitates() {
    assertEquals(3, DRAWN.writers());
    assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}, DRAWN.genuine().labels());
    assertEquals(18, DRAWN.forged().size());
    assertEquals(new ClassLabel("forger2", "writer001"), DRAWN.forged().classes().get(1));
    assertEquals(1, DRAWN.forged().label(5));
    assertEquals(0, DRAWN.imitated()[5]);
    assertEquals(1, DRAWN.imitated()[6]);
    assertEquals(80, DRAWN.genuine().width());
  }

  @Test
  void equalSeedsDrawEqualImagesAndOthersDoNot() {
    var again = SMALL.draw(new Seed(1));
    assertArrayEquals(DRAWN.genuine().values(5), again.genuine().values(5));
    assertArrayEquals(DRAWN.forged().values(17), again.forged().values(17));
    var other = SMALL.draw(new Seed(2));
    assertFalse(Arrays.equals(DRAWN.genuine().values(5), other.genuine().values(5)));
  }

  @Test
  void aWriterStaysTheSameWhenMoreAreAdded() {
    var more = new Autographs(4, 6, 2, 3, 32).draw(new Seed(1));
    assertArrayEquals(DRAWN.genuine().values(4), more.genuine().values(6));
    assertArrayEquals(DRAWN.forged().values(7), more.forged().values(7));
  }

  @Test
  void noTwoSignaturesAreAlike() {
    for (var images : new Images[] {DRAWN.genuine(), DRAWN.forged()}) {
      for (int row = 1; row < images.size(); row++) {
        assertFalse(Arrays.equals(images.values(row), images.values(row - 1)), "row " + row);
      }
    }
  }

  @Test
  void theLineIsInsideAndMostIsPaper() {
    var images = DRAWN.genuine();
    for (int row = 0; row < images.size(); row++) {
      var values = images.values(row);
      double paper = 0;
      for (int i = 0; i < values.length; i++) {
        paper += values[i] / values.length;
        boolean edge = i % 80 == 0 || i % 80 == 79 || i < 80 || i >= values.length - 80;
        assertTrue(!edge || values[i] == 1, "ink on the edge of row " + row);
      }
      assertTrue(paper > 0.6 && paper < 0.97, "row " + row + " has " + paper + " paper");
    }
  }

  @Test
  void withoutForgersThereAreNoForgeries() {
    assertEquals(0, new Autographs(2, 2, 0, 1, 16).draw(new Seed(1)).forged().size());
  }

  @Test
  void nobodyCannotSign() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Autographs(0, 1, 1, 1, 64));
    assertTrue(error.getMessage().startsWith("0 writers × (1 genuine + 1 forgers × 1 attempts)"));
  }
}
