package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import dev.siamese.data.Dataset;
import dev.siamese.match.Verifier.Explanation;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A network whose embedding (N, 1) is a function of the batch. */
record Probe(Function<NDList, NDArray> embedding) implements Architecture {

  static final float TOLERANCE = 1e-5f;

  @Override
  public Block build() {
    return new LambdaBlock(
        batch -> new NDList(embedding.apply(batch).toType(DataType.FLOAT32, true)));
  }

  static Explanation explain(
      Preprocessor input, Function<NDList, NDArray> embedding, Dataset left, Dataset right) {
    try (var encoder = Encoder.create(input, new Probe(embedding), Device.cpu(), new Seed(1))) {
      return Explanation.of(encoder, left, right);
    }
  }

  /** The parts whose contribution is not 0. */
  static Map<String, Double> contributions(Explanation.Side side) {
    var found = new TreeMap<String, Double>();
    for (var part : side.parts()) {
      if (Math.abs(part.contribution()) > TOLERANCE) {
        found.put(part.name(), part.contribution());
      }
    }
    return found;
  }

  static void assertOnly(String name, double contribution, Explanation.Side side) {
    assertEquals(List.of(name), List.copyOf(contributions(side).keySet()));
    assertEquals(contribution, contributions(side).get(name), TOLERANCE);
  }
}
