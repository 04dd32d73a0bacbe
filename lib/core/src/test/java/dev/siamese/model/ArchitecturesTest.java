package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.model.BiRnn.Cell;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitecturesTest {

  private static final int N = 4;
  private static final long[] LENGTHS = {6, 2, 1, 5};

  @TempDir Path folder;

  /** An architecture with a batch of four samples for it. */
  record Case(Architecture plan, Preprocessor input, Function<NDManager, NDList> batch) {

    @Override
    public String toString() {
      return plan.toString();
    }

    Encoder encoder(long seed) {
      return Encoder.create(input, plan, Device.cpu(), new Seed(seed));
    }
  }

  static Stream<Case> cases() {
    var sequences = new VariableLengthInput(3, 6);
    var tokens = TensorInput.of(new Shape(6), new Shape());
    return Stream.of(
        new Case(new Mlp(List.of(6, 4)), TensorInput.of(new Shape(7)), m -> floats(m, N, 7)),
        image(new SimpleCnn(List.of(4, 5), 6), 14),
        image(new KochCnn(3), 69),
        image(new Conv4(4), 16),
        image(new ResidualCnn(List.of(4, 8)).projected(5).l2Normalized(), 12),
        image(new ResidualCnn(3, List.of(4, 8), 1).spaceToDepth(2).projected(5), 16),
        image(new Conv4(4).mixedPrecision(), 16),
        new Case(
            new Cnn1d(List.of(4, 5), 3),
            new PaddedSignalInput(2, 9),
            m -> floats(m, N, 2, 9).addAll(lengths(m, LENGTHS))),
        new Case(
            new BiRnn(Cell.GRU, 4, 2),
            sequences,
            m -> floats(m, N, 6, 3).addAll(lengths(m, LENGTHS))),
        new Case(
            new BiRnn(Cell.LSTM, 4, 1),
            sequences,
            m -> floats(m, N, 6, 3).addAll(lengths(m, LENGTHS))),
        new Case(
            new BiRnn(Cell.GRU, 4, 1, 7), tokens, m -> tokens(m, N, 6).addAll(lengths(m, LENGTHS))),
        new Case(
            new TransformerEncoder(8, 6).withHeads(2).withFeedForwardSize(10),
            sequences,
            m -> floats(m, N, 6, 3).addAll(lengths(m, LENGTHS))),
        new Case(
            new TransformerEncoder(8, 6).withLayers(1).withVocabularySize(7),
            tokens,
            m -> tokens(m, N, 6).addAll(lengths(m, LENGTHS))),
        new Case(
            new TwoTower(new Cnn1d(List.of(4, 5), 3), 2, new Mlp(List.of(6, 5)), 3),
            new TwoTowerInput(new PaddedSignalInput(2, 9), TensorInput.of(new Shape(7))),
            m ->
                floats(m, 3, 2, 9)
                    .addAll(lengths(m, 9, 4, 5))
                    .addAll(floats(m, 1, 7))
                    .addAll(lengths(m, 3, 0, 1, 2))));
  }

  private static Case image(Architecture plan, int size) {
    return new Case(plan, new ImageInput(size, true), m -> floats(m, N, 1, size, size));
  }

  private static NDList floats(NDManager manager, long... shape) {
    var random = new Seed(5).generator();
    var values = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new NDList(manager.create(values, new Shape(shape)));
  }

  private static NDList tokens(NDManager manager, int n, int steps) {
    var random = new Seed(6).generator();
    var values = random.longs((long) n * steps, 1, 7).toArray();
    return new NDList(manager.create(values, new Shape(n, steps)));
  }

  private static NDList lengths(NDManager manager, long... lengths) {
    return new NDList(manager.create(lengths));
  }

  private static float[] embed(Encoder encoder, Case example) {
    try (var manager = Torch.manager(Device.cpu())) {
      return encoder.forward(example.batch.apply(manager), false).toFloatArray();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSavedEncoderGivesTheSameEmbeddings(Case example) {
    var file = folder.resolve("encoder.zip");
    try (var encoder = example.encoder(1)) {
      encoder.save(file);
      try (var loaded = Encoder.load(file, Device.cpu())) {
        assertEquals(encoder.card(), loaded.card());
        assertArrayEquals(embed(encoder, example), embed(loaded, example));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalSeedsGiveEqualEncodersAndOthersDoNot(Case example) {
    try (var one = example.encoder(1);
        var same = example.encoder(1);
        var other = example.encoder(2)) {
      assertArrayEquals(embed(one, example), embed(same, example));
      assertFalse(Arrays.equals(embed(one, example), embed(other, example)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsReachEveryParameter(Case example) {
    var network = example.plan.build();
    try (var encoder = example.encoder(1);
        var manager = Torch.manager(Device.cpu())) {
      try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        var embeddings = encoder.forward(example.batch.apply(manager), true);
        var target = floats(manager, embeddings.getShape().getShape()).head();
        collector.backward(embeddings.sub(target).square().sum());
      }
      var gradients = encoder.weights().gradients(manager).toFloatArray();
      network.initialize(manager, DataType.FLOAT32, example.input.shapes(1).toArray(Shape[]::new));
      int start = 0;
      for (var parameter : network.getParameters()) {
        if (parameter.getValue().requiresGradient()) {
          int end = start + (int) parameter.getValue().getShape().size();
          var own = Arrays.copyOfRange(gradients, start, end);
          // what should be 0 is only nearly so in 32 bits
          assertTrue(largest(own) > 1e-6 * largest(gradients), parameter.getKey());
          start = end;
        }
      }
      assertEquals(gradients.length, start);
    }
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTrainingStepLeavesNothingInTheEncodersMemory(Case example) {
    try (var encoder = example.encoder(1)) {
      trainingStep(encoder, example); // creates the constants that stay
      int before = Torch.liveTensorCount();
      trainingStep(encoder, example);
      assertEquals(before, Torch.liveTensorCount());
    }
  }

  private static void trainingStep(Encoder encoder, Case example) {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var embeddings = encoder.forward(example.batch.apply(manager), true);
      assertSame(manager, embeddings.getManager());
      collector.backward(embeddings.sum());
    }
  }
}
