package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.catalog.Signatures;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticSignaturesTest {

  private static final SyntheticSignatures SMALL = new SyntheticSignatures(3, 4, 2, 3, 32);
  private static final Signatures SIGNATURES = SMALL.generate(new Seed(1));

  @Test
  void everyWriterHasGenuineSignaturesAndForgeries() {
    assertEquals(3, SIGNATURES.writerCount());
    assertArrayEquals(
        new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}, SIGNATURES.genuine().labels());
    assertEquals(18, SIGNATURES.forged().size());
    assertEquals(new ClassInfo("forger2", "writer001"), SIGNATURES.forged().classes().get(1));
    assertEquals(1, SIGNATURES.forged().label(5));
    assertEquals(0, SIGNATURES.targetWriters()[5]);
    assertEquals(1, SIGNATURES.targetWriters()[6]);
    assertEquals(80, SIGNATURES.genuine().width());
  }

  @Test
  void imagesDependOnTheSeed() {
    var again = SMALL.generate(new Seed(1));
    assertArrayEquals(SIGNATURES.genuine().pixels(5), again.genuine().pixels(5));
    assertArrayEquals(SIGNATURES.forged().pixels(17), again.forged().pixels(17));
    var other = SMALL.generate(new Seed(2));
    assertFalse(Arrays.equals(SIGNATURES.genuine().pixels(5), other.genuine().pixels(5)));
  }

  @Test
  void writersDoNotDependOnTheNumberOfWriters() {
    var more = new SyntheticSignatures(4, 6, 2, 3, 32).generate(new Seed(1));
    assertArrayEquals(SIGNATURES.genuine().pixels(4), more.genuine().pixels(6));
    assertArrayEquals(SIGNATURES.forged().pixels(7), more.forged().pixels(7));
  }

  @Test
  void signaturesDiffer() {
    for (var images : new Images[] {SIGNATURES.genuine(), SIGNATURES.forged()}) {
      for (int row = 1; row < images.size(); row++) {
        assertFalse(Arrays.equals(images.pixels(row), images.pixels(row - 1)), "row " + row);
      }
    }
  }

  @Test
  void imagesAreMostlyWhiteWithWhiteEdges() {
    var images = SIGNATURES.genuine();
    for (int row = 0; row < images.size(); row++) {
      var values = images.pixels(row);
      double white = 0;
      for (int i = 0; i < values.length; i++) {
        white += values[i] / values.length;
        boolean edge = i % 80 == 0 || i % 80 == 79 || i < 80 || i >= values.length - 80;
        assertTrue(!edge || values[i] == 1, "ink on the edge of row " + row);
      }
      assertTrue(white > 0.6 && white < 0.97, "row " + row + " has " + white + " white");
    }
  }

  @Test
  void withoutForgersThereAreNoForgeries() {
    assertEquals(0, new SyntheticSignatures(2, 2, 0, 1, 16).generate(new Seed(1)).forged().size());
  }

  @Test
  void numbersCanBeSetByName() {
    assertEquals(
        SMALL, SyntheticSignatures.writers(3).genuinePerWriter(4).forgeries(2, 3).imageHeight(32));
  }

  @Test
  void atLeastOneWriterIsNeeded() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new SyntheticSignatures(0, 1, 1, 1, 64));
    assertTrue(error.getMessage().startsWith("writers 0"));
  }
}
