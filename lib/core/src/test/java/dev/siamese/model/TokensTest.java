package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
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
  void aLongSampleDoesNotPadTheOthers() {
    var random = new Random(1);
    var sequences = new int[300][];
    for (int row = 0; row < sequences.length; row++) {
      int length = row == 100 ? 3000 : 1 + random.nextInt(40);
      sequences[row] = random.ints(length, 1, 20).toArray();
    }
    var tokens = new Tokens(sequences, Targets.of(new int[sequences.length]));
    var input = Preprocessor.none(new Shape(40), new Shape());
    var steps = new AtomicInteger();
    var counted = new CountedSteps(tokens, steps);
    try (var encoder =
            Encoder.create(input, new BiRnn(BiRnn.Cell.GRU, 4, 1, 20), Device.cpu(), new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      var all = Tensors.toFloatArray(encoder.embedPreprocessed(counted, manager));
      assertTrue(steps.get() <= 3000 + 300 * 40, steps + " steps");
      for (int row : new int[] {0, 99, 100, 101, 299}) {
        var alone = encoder.embedPreprocessed(tokens.select(row), manager);
        assertArrayEquals(
            Tensors.toFloatArray(alone), Arrays.copyOfRange(all, 8 * row, 8 * row + 8), 1e-6f);
      }
    }
  }

  /** Counts the time steps of batches, with padding. */
  private record CountedSteps(Tokens tokens, AtomicInteger steps) implements Dataset {

    @Override
    public Targets targets() {
      return tokens.targets();
    }

    @Override
    public int length(int row) {
      return tokens.length(row);
    }

    @Override
    public NDList batch(NDManager manager, int[] rows) {
      var batch = tokens.batch(manager, rows);
      steps.addAndGet((int) batch.get(0).size());
      return batch;
    }

    @Override
    public Dataset select(int... rows) {
      return tokens.select(rows);
    }

    @Override
    public Dataset withLabels(Targets others) {
      return tokens.withLabels(others);
    }
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
