package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));

  @Test
  void aBatchIsUtf8() {
    try (var manager = Torch.manager(Torch.device("cpu"))) {
      var batch = Texts.of("no", "é").batch(manager, new int[] {1, 0});
      // é is C3 A9, n is 6E, o is 6F; each plus one
      assertArrayEquals(new long[] {0xC4, 0xAA, 0x6F, 0x70}, Tensors.toLongArray(batch.get(0)));
      assertArrayEquals(new long[] {2, 2}, Tensors.toLongArray(batch.get(1)));
    }
  }

  @Test
  void someOfThemKeepTheirClasses() {
    var texts = new Texts(List.of("x", "y", "z"), new Targets(new int[] {1, 0, 1}, CLASSES));
    assertEquals(List.of("z", "y"), texts.select(2, 1).texts());
    assertArrayEquals(new int[] {1, 0}, texts.select(2, 1).labels());
    var ofB = texts.filterClasses(label -> label == 1);
    assertEquals(List.of("x", "z"), ofB.texts());
    assertArrayEquals(new int[] {0, 0}, ofB.labels());
  }

  @Test
  void mistakesAreNamed() {
    assertRefused("text 1 is blank", List.of("a", " "), 0, 1);
    assertRefused("2 samples and 1 labels", List.of("a", "b"), 0);
    assertRefused("label 2 of sample 0", List.of("a"), 2);
  }

  private static void assertRefused(String what, List<String> texts, int... labels) {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new Texts(texts, new Targets(labels, CLASSES)));
    assertTrue(error.getMessage().contains(what), error.getMessage());
  }
}
