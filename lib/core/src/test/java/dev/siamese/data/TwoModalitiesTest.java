package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoModalitiesTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("a", ""), new ClassInfo("b", ""), new ClassInfo("c", ""));
  private static final Images LEFT =
      new Images(1, 1, new byte[] {0, 51, 102}, new Targets(new int[] {0, 1, 2}, CLASSES));
  private static final Sequences RIGHT =
      new Sequences(1, new float[][] {{5}, {6, 7}}, new Targets(new int[] {2, 1}, CLASSES));
  private static final TwoModalities DATA = new TwoModalities(LEFT, RIGHT);

  @Test
  void rowsOfBothKindsAreNumberedThrough() {
    assertEquals(5, DATA.size());
    assertArrayEquals(new int[] {0, 1, 2, 2, 1}, DATA.labels());
  }

  @Test
  void aBatchSaysWhereEachRowStands() {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = DATA.batch(manager, new int[] {4, 1, 3, 0, 1});
      assertArrayEquals(new float[] {0.2f, 0, 0.2f}, batch.get(0).toFloatArray(), 1e-6f);
      assertArrayEquals(new float[] {6, 7, 5, 0}, batch.get(1).toFloatArray());
      assertArrayEquals(new long[] {2, 1}, batch.get(2).toLongArray());
      assertArrayEquals(new long[] {3, 0, 4, 1, 2}, batch.get(3).toLongArray());
    }
  }

  @Test
  void aBatchMayLackOneKind() {
    try (var manager = Torch.manager(Device.cpu())) {
      assertEquals(new Shape(0, 1, 1, 1), DATA.batch(manager, new int[] {3}).get(0).getShape());
      assertEquals(0, DATA.batch(manager, new int[] {0}).get(1).size(0));
    }
  }

  @Test
  void classesAreKeptInBothKinds() {
    var part = DATA.filterClasses(label -> label > 0);
    assertArrayEquals(new int[] {0, 1, 1, 0}, part.labels());
    assertEquals(CLASSES.subList(1, 3), part.classes());
  }

  @Test
  void rowsAreSelectedLeftOnesFirst() {
    assertArrayEquals(new int[] {2, 1}, DATA.select(2, 4).labels());
    assertThrows(IllegalArgumentException.class, () -> DATA.select(3, 0));
  }

  @Test
  void otherClassesAreRefused() {
    var less = RIGHT.filterClasses(label -> label > 0);
    var error = assertThrows(IllegalArgumentException.class, () -> new TwoModalities(LEFT, less));
    assertTrue(error.getMessage().contains("[a, b, c] and [b, c]"), error.getMessage());
  }
}
