package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchLabelsTest {

  @Test
  void classesSayOfEveryPairWhetherItIsTheSame() {
    var labels = BatchLabels.of(4, 9, 4);
    assertTrue(labels.isPositive(0, 2) && labels.isPositive(2, 0));
    assertTrue(labels.isNegative(0, 1) && labels.isNegative(1, 2));
    assertFalse(labels.isPositive(1, 1) || labels.isNegative(1, 1));
    assertArrayEquals(new int[] {0, 2}, labels.positivePairs().anchors());
    assertArrayEquals(new int[] {2, 0}, labels.positivePairs().positives());
    try (var manager = Torch.manager(Device.cpu())) {
      assertArrayEquals(
          new float[] {0, 0, 1, 0, 0, 0, 1, 0, 0}, labels.positiveMask(manager).toFloatArray());
      assertArrayEquals(
          new float[] {0, 1, 0, 1, 0, 1, 0, 1, 0}, labels.negativeMask(manager).toFloatArray());
    }
  }

  @Test
  void whatIsMadeOfClassesIsWhatAskingOfEveryPairGives() {
    var classes = new Seed(1).generator().ints(30, -3, 3).toArray();
    var labels = BatchLabels.of(classes);
    var same = new float[900];
    var different = new float[900];
    var anchors = new float[30];
    var positives = new ArrayList<List<Integer>>();
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 30; j++) {
        same[30 * i + j] = i != j && classes[i] == classes[j] ? 1 : 0;
        different[30 * i + j] = classes[i] != classes[j] ? 1 : 0;
        assertEquals(same[30 * i + j] == 1, labels.isPositive(i, j));
        assertEquals(different[30 * i + j] == 1, labels.isNegative(i, j));
        if (labels.isPositive(i, j)) {
          positives.add(List.of(i, j));
        }
      }
      anchors[i] = labels.isAnchor(i) ? 1 : 0;
    }
    try (var manager = Torch.manager(Device.cpu())) {
      assertArrayEquals(same, labels.positiveMask(manager).toFloatArray());
      assertArrayEquals(different, labels.negativeMask(manager).toFloatArray());
      assertArrayEquals(anchors, labels.anchorMask(manager).toFloatArray());
    }
    var pairs = labels.positivePairs();
    assertEquals(
        positives,
        IntStream.range(0, pairs.size())
            .mapToObj(p -> List.of(pairs.anchors()[p], pairs.positives()[p]))
            .toList());
    assertEquals(30 * 29 / 2, labels.pairs().left().length);
  }

  @Test
  void pairsThatAreNotListedAreNeitherPositiveNorNegative() {
    var labels =
        BatchLabels.ofPairs(4, new int[] {0, 1}, new int[] {2, 3}, new boolean[] {true, false});
    assertTrue(labels.isPositive(2, 0));
    assertTrue(labels.isNegative(3, 1));
    assertFalse(labels.isPositive(0, 1) || labels.isNegative(0, 1));
    assertFalse(labels.hasClasses());
    assertThrows(IllegalStateException.class, labels::classes);
  }

  @Test
  void similaritiesAreKept() {
    var labels =
        BatchLabels.ofSimilarities(4, new int[] {0, 1}, new int[] {2, 3}, new float[] {0.5f, 0.2f});
    assertTrue(labels.isPositive(0, 2));
    assertTrue(labels.isNegative(1, 3));
    assertArrayEquals(new float[] {0.5f, 0.2f}, labels.pairs().similarity());
  }

  @Test
  void anAnchorHasBothKinds() {
    var labels = BatchLabels.of(1, 1, 2);
    assertTrue(labels.isAnchor(0));
    assertFalse(labels.isAnchor(2));
    assertFalse(BatchLabels.of(1, 1).isAnchor(0));
    assertEquals(3, labels.size());
  }

  @Test
  void anchorsAreMarked() {
    try (var manager = Torch.manager(Device.cpu())) {
      assertArrayEquals(
          new float[] {1, 0, 1}, BatchLabels.of(4, 9, 4).anchorMask(manager).toFloatArray());
      assertArrayEquals(new float[2], BatchLabels.of(4, 4).anchorMask(manager).toFloatArray());
    }
  }

  @Test
  void theStepIsAllThatChangesWithIt() {
    var labels = BatchLabels.of(4, 9, 4);
    assertEquals(0, labels.step());
    var later = labels.withStep(7);
    assertEquals(7, later.step());
    assertArrayEquals(labels.classes(), later.classes());
    assertTrue(later.isPositive(0, 2) && later.isNegative(0, 1));
    assertEquals(0, labels.step());
  }

  @Test
  void invalidPairsAreRefused() {
    var row =
        assertThrows(
            IllegalArgumentException.class,
            () -> BatchLabels.ofPairs(2, new int[] {0}, new int[] {2}, new boolean[] {true}));
    assertTrue(row.getMessage().contains("rows 0 and 2"), row.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> BatchLabels.ofSimilarities(2, new int[] {0}, new int[] {1}, new float[] {1.5f}));
    assertThrows(
        IllegalArgumentException.class,
        () -> BatchLabels.ofPairs(2, new int[] {0, 1}, new int[] {1}, new boolean[] {true}));
  }
}
