package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));

  @Test
  void aBatchIsFilledUpToItsLongest() {
    var tokens =
        new Tokens(new int[][] {{7}, {1, 2, 3}, {5, 6}}, new Targets(new int[] {0, 1, 1}, CLASSES));
    try (var manager = Torch.manager(Torch.device("cpu"))) {
      var batch = tokens.batch(manager, new int[] {2, 0, 2});
      assertEquals(new Shape(3, 2), batch.get(0).getShape());
      assertEquals(DataType.INT64, batch.get(0).getDataType());
      assertArrayEquals(new long[] {5, 6, 7, 0, 5, 6}, Tensors.toLongArray(batch.get(0)));
      assertArrayEquals(new long[] {2, 1, 2}, Tensors.toLongArray(batch.get(1)));
    }
    var some = tokens.filterClasses(label -> label == 1);
    assertEquals(List.of(CLASSES.get(1)), some.classes());
    assertArrayEquals(new int[] {5, 6}, ((Tokens) some).sequences()[1]);
  }

  @Test
  void paddingIsNoToken() {
    assertRefused("sequence 1", new int[][] {{1}, {}});
    assertRefused("[2, 0]", new int[][] {{1}, {2, 0}});
    assertRefused("1 sequences and 2 labels", new int[][] {{1}});
  }

  private static void assertRefused(String what, int[][] sequences) {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Tokens(sequences, new Targets(new int[2], CLASSES)));
    assertTrue(error.getMessage().contains(what), error.getMessage());
  }
}
