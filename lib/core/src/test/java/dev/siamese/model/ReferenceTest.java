package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import dev.siamese.model.BiRnn.Cell;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against networks of PyTorch's own modules; {@code fixtures/encoders.py} made the numbers. */
class ReferenceTest {

  private static final Map<String, Architecture> ARCHITECTURES =
      Map.ofEntries(
          Map.entry("perceptron", new Mlp(List.of(5, 3))),
          Map.entry("guide", new SimpleCnn(List.of(3, 4), 5)),
          Map.entry("residual", new ResidualCnn(List.of(3, 4))),
          Map.entry("blocks", new Conv4(3)),
          Map.entry("signal", new Cnn1d(List.of(3, 4), 3)),
          Map.entry("gru", new BiRnn(Cell.GRU, 5, 2)),
          Map.entry("lstm", new BiRnn(Cell.LSTM, 5, 2)),
          Map.entry("tokens", new BiRnn(Cell.GRU, 4, 1, 9)),
          Map.entry("transformer", new TransformerEncoder(6, 2, 2, 10, 0, 8)),
          Map.entry("transformer tokens", new TransformerEncoder(6, 2, 2, 10, 9, 8)));

  /** What the script writes of each network. */
  record Case(
      String name,
      float[] values,
      float[] statistics,
      List<Numbers> inputs,
      Numbers embeddings,
      float[] gradients) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** One tensor. */
  record Numbers(long[] shape, boolean whole, double[] data) {

    NDArray on(NDManager manager) {
      return whole
          ? manager.create(Arrays.stream(data).mapToLong(x -> (long) x).toArray(), new Shape(shape))
          : manager.create(floats(), new Shape(shape));
    }

    float[] floats() {
      var floats = new float[data.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) data[i];
      }
      return floats;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (var stream = ReferenceTest.class.getResourceAsStream("/fixtures/encoders.json");
        var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return Stream.of(new Gson().fromJson(reader, Case[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void embeddingsAndGradientsArePyTorchs(Case expected) {
    var samples =
        expected.inputs.stream().map(i -> new Shape(i.shape).slice(1)).toArray(Shape[]::new);
    try (var encoder =
            Encoder.create(
                TensorInput.of(samples),
                ARCHITECTURES.get(expected.name),
                Device.cpu(),
                new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      encoder.weights().loadState(new Weights.State(expected.values, expected.statistics));
      var batch = new NDList(expected.inputs.stream().map(i -> i.on(manager)).toList());
      try (var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        var embeddings = encoder.forward(batch, false);
        collector.backward(embeddings.square().sum());
        assertEquals(new Shape(expected.embeddings.shape), embeddings.getShape());
        assertClose(expected.embeddings.floats(), embeddings.toFloatArray(), 1e-5);
      }
      assertClose(expected.gradients, encoder.weights().gradients(manager).toFloatArray(), 1e-5);
    }
  }

  /** The largest difference, as a part of the largest number. */
  private static void assertClose(float[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    assertEquals(0, difference / largest, tolerance);
  }
}
