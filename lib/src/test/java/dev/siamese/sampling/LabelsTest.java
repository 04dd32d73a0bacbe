package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void classesSayOfEveryPairWhetherItIsTheSame() {
    var labels = Labels.of(4, 9, 4);
    assertTrue(labels.same(0, 2) && labels.same(2, 0));
    assertTrue(labels.different(0, 1) && labels.different(1, 2));
    assertFalse(labels.same(1, 1) || labels.different(1, 1));
    assertArrayEquals(new int[][] {{0, 2}, {2, 0}}, labels.positivePairs());
    try (var manager = Torch.manager(Device.cpu())) {
      assertArrayEquals(
          new float[] {0, 0, 1, 0, 0, 0, 1, 0, 0}, labels.samePairs(manager).toFloatArray());
      assertArrayEquals(
          new float[] {0, 1, 0, 1, 0, 1, 0, 1, 0}, labels.differentPairs(manager).toFloatArray());
    }
  }

  @Test
  void whatIsMadeOfClassesIsWhatAskingOfEveryPairGives() {
    var classes = new Seed(1).generator().ints(30, -3, 3).toArray();
    var labels = Labels.of(classes);
    var same = new float[900];
    var different = new float[900];
    var anchors = new float[30];
    var positives = new ArrayList<List<Integer>>();
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 30; j++) {
        same[30 * i + j] = i != j && classes[i] == classes[j] ? 1 : 0;
        different[30 * i + j] = classes[i] != classes[j] ? 1 : 0;
        assertEquals(same[30 * i + j] == 1, labels.same(i, j));
        assertEquals(different[30 * i + j] == 1, labels.different(i, j));
        if (labels.same(i, j)) {
          positives.add(List.of(i, j));
        }
      }
      anchors[i] = labels.isAnchor(i) ? 1 : 0;
    }
    try (var manager = Torch.manager(Device.cpu())) {
      assertArrayEquals(same, labels.samePairs(manager).toFloatArray());
      assertArrayEquals(different, labels.differentPairs(manager).toFloatArray());
      assertArrayEquals(anchors, labels.anchors(manager).toFloatArray());
    }
    var pairs = labels.positivePairs();
    assertEquals(
        positives,
        IntStream.range(0, pairs[0].length)
            .mapToObj(p -> List.of(pairs[0][p], pairs[1][p]))
            .toList());
    assertEquals(30 * 29 / 2, labels.pairs().left().length);
  }

  @Test
  void namedPairsSayNothingOfOthers() {
    var labels = Labels.ofPairs(4, new int[] {0, 1}, new int[] {2, 3}, new boolean[] {true, false});
    assertTrue(labels.same(2, 0));
    assertTrue(labels.different(3, 1));
    assertFalse(labels.same(0, 1) || labels.different(0, 1));
    assertFalse(labels.hasClasses());
    var error = assertThrows(IllegalStateException.class, labels::classes);
    assertTrue(error.getMessage().contains("only pairs are known"));
  }

  @Test
  void gradesAreKept() {
    var labels =
        Labels.ofGradedPairs(4, new int[] {0, 1}, new int[] {2, 3}, new float[] {0.5f, 0.2f});
    assertTrue(labels.same(0, 2));
    assertTrue(labels.different(1, 3));
    assertArrayEquals(new float[] {0.5f, 0.2f}, labels.pairs().similarity());
  }

  @Test
  void anAnchorHasBothKinds() {
    var labels = Labels.of(1, 1, 2);
    assertTrue(labels.isAnchor(0));
    assertFalse(labels.isAnchor(2));
    assertFalse(Labels.of(1, 1).isAnchor(0));
    assertEquals(3, labels.size());
  }

  @Test
  void anchorsAreMarked() {
    try (var manager = Torch.manager(Device.cpu())) {
      assertArrayEquals(new float[] {1, 0, 1}, Labels.of(4, 9, 4).anchors(manager).toFloatArray());
      assertArrayEquals(new float[2], Labels.of(4, 4).anchors(manager).toFloatArray());
    }
  }

  @Test
  void theStepIsAllThatChangesWithIt() {
    var labels = Labels.of(4, 9, 4);
    assertEquals(0, labels.step());
    var later = labels.at(7);
    assertEquals(7, later.step());
    assertArrayEquals(labels.classes(), later.classes());
    assertTrue(later.same(0, 2) && later.different(0, 1));
    assertEquals(0, labels.step());
  }

  @Test
  void mistakesAreNamed() {
    var row =
        assertThrows(
            IllegalArgumentException.class,
            () -> Labels.ofPairs(2, new int[] {0}, new int[] {2}, new boolean[] {true}));
    assertEquals("pair 0 is of rows 0 and 2, but the batch has 2", row.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Labels.ofGradedPairs(2, new int[] {0}, new int[] {1}, new float[] {1.5f}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Labels.ofPairs(2, new int[] {0, 1}, new int[] {1}, new boolean[] {true}));
  }
}
