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

class SequencesTest {

  private static final List<ClassInfo> CLASSES =
      List.of(new ClassInfo("a", ""), new ClassInfo("b", ""), new ClassInfo("c", ""));

  private static Sequences sequences() {
    return new Sequences(
        2,
        new float[][] {{1, 2, 3, 4, 5, 6}, {7, 8}, {9, 10, 11, 12}},
        new Targets(new int[] {0, 2, 1}, CLASSES));
  }

  private static void assertBatch(
      Sequences data, int[] rows, Shape shape, float[] values, long... lengths) {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = data.batch(manager, rows);
      assertEquals(2, batch.size());
      assertEquals(shape, batch.get(0).getShape());
      assertArrayEquals(values, batch.get(0).toFloatArray());
      assertArrayEquals(lengths, batch.get(1).toLongArray());
    }
  }

  @Test
  void aBatchIsAsLongAsItsLongestSequence() {
    assertBatch(
        sequences(),
        new int[] {2, 1},
        new Shape(2, 2, 2),
        new float[] {9, 10, 11, 12, 7, 8, 0, 0},
        2,
        1);
    assertBatch(
        sequences(),
        new int[] {0, 1},
        new Shape(2, 3, 2),
        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0},
        3,
        1);
  }

  @Test
  void whatIsTooLongIsCutOff() {
    assertBatch(
        sequences().truncated(2), new int[] {0}, new Shape(1, 2, 2), new float[] {1, 2, 3, 4}, 2);
    assertEquals(3, sequences().length(0));
  }

  @Test
  void fittedBatchesAreAllOfOneLength() {
    assertBatch(
        sequences().paddedTo(2),
        new int[] {1, 0},
        new Shape(2, 2, 2),
        new float[] {7, 8, 0, 0, 1, 2, 3, 4},
        1,
        2);
    assertBatch(
        sequences().paddedTo(3).truncated(1),
        new int[] {0},
        new Shape(1, 1, 2),
        new float[] {1, 2},
        1);
  }

  @Test
  void stretchedStepsLieOnStraightLines() {
    assertBatch(
        sequences().resampledTo(5),
        new int[] {0},
        new Shape(1, 5, 2),
        new float[] {1, 2, 2, 3, 3, 4, 4, 5, 5, 6},
        5);
    assertBatch(
        sequences().resampledTo(2),
        new int[] {0, 1},
        new Shape(2, 2, 2),
        new float[] {1, 2, 5, 6, 7, 8, 7, 8},
        2,
        2);
  }

  @Test
  void standardizedFeaturesHaveMeanZeroAndDeviationOne() {
    var scores =
        new Sequences(2, new float[][] {{1, 7, 5, 7}}, new Targets(new int[] {0}, CLASSES))
            .standardized();
    assertArrayEquals(new float[] {-1, 0, 1, 0}, scores.values(0), 1e-6f);
  }

  @Test
  void channelsFirstTurnsEverySample() {
    assertBatch(
        sequences().channelsFirst(),
        new int[] {2, 1},
        new Shape(2, 2, 2),
        new float[] {9, 11, 10, 12, 7, 0, 8, 0},
        2,
        1);
  }

  @Test
  void keptClassesAreNumberedAnewAndBatchesStayAsTheyWere() {
    var part = sequences().paddedTo(3).channelsFirst().filterClasses(label -> label != 1);
    assertEquals(List.of(CLASSES.get(0), CLASSES.get(2)), part.classes());
    assertArrayEquals(new int[] {0, 1}, part.labels());
    assertBatch(part, new int[] {1}, new Shape(1, 2, 3), new float[] {7, 0, 0, 8, 0, 0}, 1);
  }

  @Test
  void mistakesAreNamed() {
    assertMessage("features must be at least 1: 0", 0, new float[][] {{1}}, 0);
    assertMessage("1 samples and 2 labels", 1, new float[][] {{1}}, 0, 1);
    assertMessage("sequence 1 has 3 values", 2, new float[][] {{1, 2}, {1, 2, 3}}, 0, 0);
    assertMessage("sequence 0 has 0 values", 2, new float[][] {{}}, 0);
    assertMessage("label 3 of sample 0", 1, new float[][] {{1}}, 3);
    var length = assertThrows(IllegalArgumentException.class, () -> sequences().paddedTo(0));
    assertEquals("the length must be at least 1: 0", length.getMessage());
  }

  private static void assertMessage(
      String message, int features, float[][] sequences, int... labels) {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Sequences(features, sequences, new Targets(labels, CLASSES)));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
