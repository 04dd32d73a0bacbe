package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

class SignaturesTest {

  private static final Signatures THREE =
      new SyntheticSignatures(3, 2, 1, 2, 16).generate(new Seed(1));

  @Test
  void someWritersKeepTheirForgeries() {
    var two = THREE.filterWriters(writer -> writer != 1);
    assertEquals(2, two.writerCount());
    assertArrayEquals(THREE.genuine().pixels(4), two.genuine().pixels(2));
    assertArrayEquals(THREE.forged().pixels(4), two.forged().pixels(2));
  }

  @Test
  void aWriterAndThoseWhoImitateHimAreAGroup() {
    var hands = THREE.byAuthor();
    assertEquals(6, hands.classes().size());
    assertEquals(new ClassInfo("genuine", "writer002"), hands.classes().get(1));
    assertEquals(new ClassInfo("forger1", "writer002"), hands.classes().get(4));
    assertEquals(1, hands.label(2));
    assertEquals(4, hands.label(6 + 2));
    assertArrayEquals(THREE.forged().pixels(2), hands.pixels(6 + 2));
  }

  @Test
  void everyForgeryImitatesOneWriter() {
    assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2}, THREE.targetWriters());
    var without = THREE.forged().filterClasses(forger -> forger != 1);
    assertArrayEquals(
        new int[] {0, 0, 2, 2}, new Signatures(THREE.genuine(), without).targetWriters());
  }

  @Test
  void forgeriesOfAWriterWhoIsMissingAreRefused() {
    var two = THREE.genuine().filterClasses(writer -> writer > 0);
    var error =
        assertThrows(IllegalArgumentException.class, () -> new Signatures(two, THREE.forged()));
    assertTrue(error.getMessage().contains("\"writer001\""), error.getMessage());
  }

  @Test
  void forgeriesOfAnotherSizeAreRefused() {
    var large = THREE.forged().resized(32, 80);
    var error =
        assertThrows(IllegalArgumentException.class, () -> new Signatures(THREE.genuine(), large));
    assertTrue(error.getMessage().contains("32×80"));
  }
}
