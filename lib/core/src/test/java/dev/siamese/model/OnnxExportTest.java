package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime computes the same embeddings from an exported file. */
class OnnxExportTest {

  private static final float TOLERANCE = 1e-5f;
  private static final int N = 3;

  @TempDir Path folder;

  private static float[] random(long count) {
    var random = new Random(5);
    var values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static NDArray floats(NDManager manager, long... shape) {
    var whole = new Shape(shape);
    return manager.create(random(whole.size()), whole);
  }

  private static NDArray integers(NDManager manager, int bound, long... shape) {
    var whole = new Shape(shape);
    var random = new Random(6);
    return manager.create(random.longs(whole.size(), 0, bound).toArray(), whole);
  }

  /** What a network takes: a batch of n, of some number of steps. */
  private interface Batch {
    NDList of(NDManager manager, int n, int steps);
  }

  private record Case(Architecture architecture, List<Shape> shapes, Batch batch) {

    @Override
    public String toString() {
      return architecture.toString();
    }
  }

  private static Case images(Architecture architecture, int channels, int size) {
    return new Case(
        architecture,
        List.of(new Shape(channels, size, size)),
        (manager, n, steps) -> new NDList(floats(manager, n, channels, size, size)));
  }

  private static Case tokens(Architecture architecture) {
    return new Case(
        architecture,
        List.of(new Shape(8), new Shape()),
        (manager, n, steps) ->
            new NDList(integers(manager, 20, n, steps), lengths(manager, n, steps)));
  }

  private static Case series(Architecture architecture, boolean channelsFirst) {
    var shape = channelsFirst ? new Shape(2, 8) : new Shape(8, 2);
    return new Case(
        architecture,
        List.of(shape, new Shape()),
        (manager, n, steps) ->
            new NDList(
                channelsFirst ? floats(manager, n, 2, steps) : floats(manager, n, steps, 2),
                lengths(manager, n, steps)));
  }

  private static NDArray lengths(NDManager manager, int n, int steps) {
    var lengths = new long[n];
    for (int i = 0; i < n; i++) {
      lengths[i] = Math.max(1, steps - i);
    }
    return manager.create(lengths);
  }

  private record OfDjlBlocks() implements Architecture {
    @Override
    public Block build() {
      return new SequentialBlock().add(Blocks.batchFlattenBlock()).add(Activation.tanhBlock());
    }
  }

  static Stream<Case> cases() {
    var residual = new ResidualCnn(List.of(4, 8)).withStemChannels(3).withStagesWithoutPooling(1);
    return Stream.of(
        images(Architecture.identity(), 1, 6),
        images(new OfDjlBlocks(), 1, 6),
        images(new Mlp(List.of(7, 5)), 2, 6),
        images(new SimpleCnn(List.of(4, 6), 5).l2Normalized(), 1, 20),
        images(new Conv4(6), 3, 20),
        images(new KochCnn(9), 1, 105),
        images(residual.projected(6).l2Normalized(), 1, 25),
        images(residual.mixedPrecision().spaceToDepth(2).projected(5), 3, 24),
        images(residual.projected(5).flipAveraged(), 1, 16),
        images(Architecture.orientedGradients(8, 4), 1, 18),
        images(new CellMeans(4), 3, 18),
        images(new OnOrientedGradients(8, 4, new Mlp(List.of(4))), 3, 18),
        tokens(new TransformerEncoder(8, 16).withVocabularySize(20)),
        series(new TransformerEncoder(8, 16).withLayers(1), false),
        tokens(new BiRnn(BiRnn.Cell.GRU, 5, 2, 20)),
        series(new BiRnn(BiRnn.Cell.LSTM, 4, 2), false),
        series(new Cnn1d(List.of(4, 6), 5), true),
        new Case(
            new FieldEmbeddingBag(30, 4),
            List.of(new Shape(2, 1)),
            (manager, n, steps) -> new NDList(integers(manager, 31, n, 2, steps))),
        new Case(
            new TabularMlp(6, 3, List.of(8, 4)),
            List.of(new Shape(2), new Shape(3)),
            (manager, n, steps) -> new NDList(integers(manager, 6, n, 2), floats(manager, n, 3))),
        new Case(
            new TabularMlp(6, 3, List.of(4)),
            List.of(new Shape(0), new Shape(3)),
            (manager, n, steps) -> new NDList(integers(manager, 6, n, 0), floats(manager, n, 3))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesTheSame(Case each) throws OrtException {
    var input = Preprocessor.none(each.shapes.toArray(Shape[]::new));
    try (var encoder = Encoder.create(input, each.architecture, Device.cpu(), new Seed(2));
        var manager = Torch.manager(Device.cpu())) {
      encoder.forward(each.batch.of(manager, 4, 8), true); // other statistics than 0 and 1
      var file = folder.resolve("network.onnx");
      encoder.exportOnnx(file);
      for (int n : new int[] {1, N}) {
        for (int steps : new int[] {8, 5}) {
          var batch = each.batch.of(manager, n, steps);
          var expected = encoder.forward(batch, false);
          assertArrayEquals(expected.toFloatArray(), run(file, batch), TOLERANCE);
        }
      }
    }
  }

  private static float[] run(Path file, NDList batch) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var session = environment.createSession(file.toString())) {
      var inputs = new HashMap<String, OnnxTensor>();
      for (int i = 0; i < batch.size(); i++) {
        var name = i == 0 ? "input" : "input" + i;
        if (session.getInputNames().contains(name)) {
          inputs.put(name, tensor(environment, batch.get(i)));
        }
      }
      try (var result = session.run(inputs)) {
        return flat(result);
      }
    }
  }

  private static float[] flat(OrtSession.Result result) throws OrtException {
    var buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
    var values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static OnnxTensor tensor(OrtEnvironment environment, NDArray array) throws OrtException {
    var shape = array.getShape().getShape();
    return array.getDataType() == DataType.INT64
        ? OnnxTensor.createTensor(environment, LongBuffer.wrap(array.toLongArray()), shape)
        : OnnxTensor.createTensor(environment, FloatBuffer.wrap(array.toFloatArray()), shape);
  }

  @Test
  void fittedFeaturesAndInversionAreIncluded() throws OrtException {
    var network = new Mlp(List.of(5));
    check(network.withWhitenedFeatures(Architecture.orientedGradients(4, 4), 3, 0.2, 2));
    check(network.withFittedFeatures(2));
  }

  private void check(Architecture plan) throws OrtException {
    int size = 16;
    var pixels = new byte[8 * size * size];
    new Random(3).nextBytes(pixels);
    var images = new Images(size, size, pixels, Targets.of(0, 0, 1, 1, 2, 2, 3, 3));
    var input = new ImageInput(size, true);
    var architecture = plan.l2Normalized().fit(images, input);
    try (var encoder = Encoder.create(input, architecture, Device.cpu(), new Seed(2));
        var manager = Torch.manager(Device.cpu())) {
      var file = folder.resolve("network.onnx");
      encoder.exportOnnx(file);
      var batch = images.batch(manager, new int[] {0, 1, 2});
      var expected = encoder.embed(images.select(0, 1, 2), manager);
      assertArrayEquals(expected.toFloatArray(), run(file, batch), TOLERANCE);
      try (var session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
        assertEquals(Set.of("embedding"), session.getOutputNames());
        assertEquals("euclidean", session.getMetadata().getCustomMetadata().get("distance"));
      }
    }
  }

  @Test
  void anUnknownLayerIsNamed() {
    record Custom() implements Architecture {
      @Override
      public Block build() {
        return new SequentialBlock()
            .add(LambdaBlock.singleton(x -> x.mul(2).reshape(-1, 4), "doubling"));
      }
    }
    try (var encoder =
        Encoder.create(Preprocessor.none(new Shape(4)), new Custom(), Device.cpu(), new Seed(1))) {
      var file = folder.resolve("network.onnx");
      var error = assertThrows(UnsupportedOperationException.class, () -> encoder.exportOnnx(file));
      assertTrue(error.getMessage().contains("doubling"), error.getMessage());
      assertTrue(!file.toFile().exists());
    }
  }
}
