package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.model.BiRnn.Cell;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceMaskTest {

  private static final float[] NUMBERS = {1, 2, 3, 4, 10, 20, 30, 40};

  @Test
  void onlyRealStepsCountInTheMean() {
    try (var manager = Torch.manager(Device.cpu())) {
      var sequences = manager.create(NUMBERS, new Shape(2, 4, 1));
      var some = SequenceMask.of(new NDList(sequences, manager.create(new long[] {3, 1})), 1);
      assertArrayEquals(new float[] {2, 10}, some.maskedMean(sequences).toFloatArray(), 1e-6f);
      var all = SequenceMask.of(new NDList(sequences), 1);
      assertArrayEquals(new float[] {2.5f, 25}, all.maskedMean(sequences).toFloatArray(), 1e-6f);
    }
  }

  @Test
  void everySequenceIsReversedFromItsOwnEnd() {
    try (var manager = Torch.manager(Device.cpu())) {
      var sequences = manager.create(NUMBERS, new Shape(2, 4, 1));
      var steps = SequenceMask.of(new NDList(sequences, manager.create(new long[] {3, 4})), 1);
      var reversed = steps.reverse(sequences);
      assertArrayEquals(new float[] {3, 2, 1, 4, 40, 30, 20, 10}, reversed.toFloatArray());
      assertArrayEquals(NUMBERS, steps.reverse(reversed).toFloatArray());
    }
  }

  @Test
  void halfOfAnOddLengthIsRoundedUp() {
    try (var manager = Torch.manager(Device.cpu())) {
      var sequences = manager.zeros(new Shape(3, 5, 1));
      var lengths = manager.create(new long[] {1, 4, 5});
      var half = SequenceMask.of(new NDList(sequences, lengths), 1).afterPooling();
      assertArrayEquals(new float[] {1, 2, 3}, half.floatLengths().toFloatArray());
      assertEquals(new Shape(3, 3), half.mask().getShape());
    }
  }

  private static final List<ClassInfo> ONE = List.of(new ClassInfo("a", ""));

  static List<Architecture> overTime() {
    return List.of(
        new Cnn1d(List.of(6, 8, 5), 5),
        new BiRnn(Cell.GRU, 6, 2),
        new BiRnn(Cell.LSTM, 6, 2),
        new TransformerEncoder(8, 2, 2, 16, 0, 31));
  }

  @ParameterizedTest
  @MethodSource("overTime")
  void theSameSequenceWithMorePaddingHasTheSameEmbedding(Architecture architecture) {
    boolean signal = architecture instanceof Cnn1d;
    var random = new Seed(3).generator();
    var all = new float[][] {new float[2 * 3], new float[2 * 13], new float[2 * 31], new float[2]};
    for (var sequence : all) {
      for (int i = 0; i < sequence.length; i++) {
        sequence[i] = (float) random.nextGaussian();
      }
    }
    var data = new Sequences(2, all, new Targets(new int[4], ONE));
    var input = signal ? new PaddedSignalInput(2, 31) : new VariableLengthInput(2, 31);
    try (var encoder = Encoder.create(input, architecture, Device.cpu(), new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      var together = encoder.embed(data, manager);
      int dimensions = (int) together.size(1);
      for (int row = 0; row < all.length; row++) {
        var alone = data.select(row);
        var shortest = signal ? alone.paddedTo(alone.length(0)).channelsFirst() : alone;
        var own = encoder.embedPreprocessed(shortest, manager).toFloatArray();
        var padded = together.get(row).toFloatArray();
        assertEquals(dimensions, own.length);
        assertArrayEquals(own, padded, 1e-5f);
      }
    }
  }
}
