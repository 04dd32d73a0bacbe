package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.engine.Seed;
import dev.siamese.invented.Autographs;
import org.junit.jupiter.api.Test;

class SignaturesTest {

  private static final Signatures THREE = new Autographs(3, 2, 1, 2, 16).draw(new Seed(1));

  @Test
  void someWritersKeepTheirForgeries() {
    var two = THREE.writersWhere(writer -> writer != 1);
    assertEquals(2, two.writers());
    assertArrayEquals(THREE.genuine().values(4), two.genuine().values(2));
    assertArrayEquals(THREE.forged().values(4), two.forged().values(2));
  }

  @Test
  void aWriterAndThoseWhoImitateHimAreAGroup() {
    var hands = THREE.hands();
    assertEquals(6, hands.classes().size());
    assertEquals(new ClassLabel("genuine", "writer002"), hands.classes().get(1));
    assertEquals(new ClassLabel("forger1", "writer002"), hands.classes().get(4));
    assertEquals(1, hands.label(2));
    assertEquals(4, hands.label(6 + 2));
    assertArrayEquals(THREE.forged().values(2), hands.values(6 + 2));
  }

  @Test
  void everyForgeryImitatesOneWriter() {
    assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2}, THREE.imitated());
    var without = THREE.forged().classesWhere(forger -> forger != 1);
    assertArrayEquals(new int[] {0, 0, 2, 2}, new Signatures(THREE.genuine(), without).imitated());
  }

  @Test
  void forgeriesOfAWriterWhoIsMissingAreRefused() {
    var two = THREE.genuine().classesWhere(writer -> writer > 0);
    var error =
        assertThrows(IllegalArgumentException.class, () -> new Signatures(two, THREE.forged()));
    assertEquals(
        "forger1 imitates \"writer001\", of whom there is no genuine signature",
        error.getMessage());
  }

  @Test
  void forgeriesOfAnotherSizeAreRefused() {
    var large = THREE.forged().scaled(32, 80);
    var error =
        assertThrows(IllegalArgumentException.class, () -> new Signatures(THREE.genuine(), large));
    assertTrue(error.getMessage().contains("of 16×40 pixels and forgeries of 32×80"));
  }
}
