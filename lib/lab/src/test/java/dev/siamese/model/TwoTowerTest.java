package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.data.TwoModalities;
import dev.siamese.model.BiRnn.Cell;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoTowerTest {

  private static final Images DRAWN = new SyntheticGlyphs(1, 3, 2, 16).generate(new Seed(1));
  private static final Sequences SPOKEN = spoken(DRAWN.classes());
  private static final TwoModalities DATA = new TwoModalities(DRAWN, SPOKEN);
  private static final Preprocessor INPUT =
      new TwoTowerInput(new ImageInput(16, true), new VariableLengthInput(2, 9));
  private static final Architecture PLAN =
      new TwoTower(new ResidualCnn(List.of(3)).projected(8), 1, new BiRnn(Cell.GRU, 4, 1), 5);
  private static final int SHARED = 8 * 5 + 5;

  private static Sequences spoken(List<ClassInfo> classes) {
    var random = new Seed(2).generator();
    var sequences = new float[4][];
    for (int row = 0; row < 4; row++) {
      sequences[row] = new float[2 * (3 + 2 * row)];
      for (int i = 0; i < sequences[row].length; i++) {
        sequences[row][i] = (float) random.nextGaussian();
      }
    }
    return new Sequences(2, sequences, new Targets(new int[] {0, 1, 2, 2}, classes));
  }

  private static Encoder encoder() {
    return Encoder.create(INPUT, PLAN, Device.cpu(), new Seed(3));
  }

  private static float[] embed(Encoder encoder, int... rows) {
    var prepared = INPUT.transform(DATA);
    try (var manager = Torch.manager(Device.cpu())) {
      return encoder.forward(prepared.batch(manager, rows), false).toFloatArray();
    }
  }

  @Test
  void embeddingsComeInTheOrderOfTheRows() {
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu())) {
      var all = encoder.embed(DATA, manager);
      var mixed = new int[] {8, 2, 6, 0, 5, 9};
      var together = embed(encoder, mixed);
      for (int i = 0; i < mixed.length; i++) {
        var alone = embed(encoder, mixed[i]);
        assertArrayEquals(alone, all.get(mixed[i]).toFloatArray(), 1e-5f);
        assertArrayEquals(alone, Arrays.copyOfRange(together, 5 * i, 5 * i + 5), 1e-5f);
      }
    }
  }

  @Test
  void bothKindsTeachTheSharedLayer() {
    try (var encoder = encoder()) {
      var left = gradients(encoder, 0, 3);
      var right = gradients(encoder, 7, 9);
      var both = gradients(encoder, 7, 0, 9, 3);
      for (int i = 0; i < both.length; i++) {
        assertEquals(left[i] + right[i], both[i], 1e-4 * Math.max(1, Math.abs(both[i])));
      }
      for (var one : List.of(left, right)) {
        int shared = one.length - SHARED;
        assertTrue(IntStream.range(shared, one.length).anyMatch(i -> Math.abs(one[i]) > 1e-3));
      }
      // only the shared layer hears of both
      int own = left.length - SHARED;
      assertTrue(IntStream.range(0, own).allMatch(i -> left[i] == 0 || right[i] == 0));
      for (var one : List.of(left, right)) {
        assertTrue(IntStream.range(0, own).anyMatch(i -> Math.abs(one[i]) > 1e-3));
      }
    }
  }

  private static float[] gradients(Encoder encoder, int... rows) {
    var prepared = INPUT.transform(DATA);
    encoder.weights().zeroGradients();
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var batch = prepared.batch(manager, rows);
      collector.backward(encoder.forward(batch, false).square().sum());
      return encoder.weights().gradients(manager).toFloatArray();
    }
  }

  @Test
  void networksOfUnequalLengthAreRefused() {
    var plan = new TwoTower(new Mlp(List.of(4)), 1, new BiRnn(Cell.GRU, 4, 1), 5);
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Encoder.create(INPUT, plan, Device.cpu(), new Seed(1)));
    assertTrue(error.getMessage().contains("4 dimensions"), error::getMessage);
  }
}
