package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.engine.Seed;
import java.util.List;
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
  void eachWriterIsAGroupOfTwoClasses() {
    var classes = THREE.asClasses();
    assertEquals(6, classes.classes().size());
    assertEquals(new ClassLabel("genuine", "writer002"), classes.classes().get(1));
    assertEquals(new ClassLabel("forged", "writer002"), classes.classes().get(4));
    assertEquals(1, classes.label(2));
    assertEquals(4, classes.label(6 + 2));
    assertArrayEquals(THREE.forged().values(2), classes.values(6 + 2));
  }

  @Test
  void aWriterWhomNobodyImitatesIsOneClass() {
    var genuineOnly = new Signatures(THREE.genuine(), THREE.forged().select(0, 1));
    var names = genuineOnly.asClasses().classes().stream().map(ClassLabel::toString).toList();
    assertEquals(
        List.of("writer001/genuine", "writer002/genuine", "writer003/genuine", "writer001/forged"),
        names);
  }

  @Test
  void forgeriesOfOtherWritersAreRefused() {
    var two = THREE.writersWhere(writer -> writer > 0);
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new Signatures(THREE.genuine(), two.forged()));
    assertTrue(error.getMessage().startsWith("genuine signatures of 3 writers and forgeries of 2"));
  }

  @Test
  void forgeriesOfAnotherSizeAreRefused() {
    var large = THREE.forged().scaled(32, 80);
    var error =
        assertThrows(IllegalArgumentException.class, () -> new Signatures(THREE.genuine(), large));
    assertTrue(error.getMessage().contains("of 16×40 pixels and forgeries of 32×80"));
  }
}
