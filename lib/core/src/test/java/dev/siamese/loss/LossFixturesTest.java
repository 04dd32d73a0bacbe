package dev.siamese.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.Device;
import ai.djl.engine.Engine;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.siamese.PyTorchFixtures;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and gradients of every loss on every batch of fixtures/losses.json against PyTorch and
 * pytorch-metric-learning in double precision.
 */
class LossFixturesTest {

  @TestFactory
  Stream<DynamicTest> lossesAgreeWithTheirReference() {
    var fixtures = PyTorchFixtures.read("losses").getAsJsonObject();
    var tests = new ArrayList<DynamicTest>();
    for (JsonElement element : fixtures.getAsJsonArray("losses")) {
      var loss = element.getAsJsonObject();
      var cases = loss.getAsJsonArray("cases");
      assertTrue(cases.size() >= 20, "enough cases");
      var name = loss.get("loss").getAsString() + loss.get("parameters");
      tests.add(dynamicTest(name, () -> cases.forEach(c -> check(name, fixtures, loss, c))));
    }
    return tests.stream();
  }

  private static void check(String name, JsonObject fixtures, JsonObject of, JsonElement element) {
    var expected = element.getAsJsonObject();
    int index = expected.get("batch").getAsInt();
    var batch = fixtures.getAsJsonArray("batches").get(index).getAsJsonObject();
    var where = name + " on \"" + batch.get("name").getAsString() + "\"";
    var embeddings = PyTorchFixtures.as(batch.get("embeddings"), float[][].class);
    var own = fixtures.getAsJsonObject("own");
    try (var loss = loss(of, own, embeddings[0].length);
        var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var array = manager.create(embeddings);
      array.setRequiresGradient(true);
      loss.parameters().forEach(Weights::zeroGradients);
      var value = loss.compute(array, labels(batch, embeddings.length));
      collector.backward(value);
      assertAgree(expected, "value", value.toFloatArray(), where);
      assertAgree(expected, "gradient", array.getGradient().toFloatArray(), where);
      for (var weights : loss.parameters()) {
        assertAgree(expected, "own", weights.gradients(manager).toFloatArray(), where);
      }
    }
  }

  /**
   * Tolerance: 1e-5 of the largest entry plus four times the float32 error of PyTorch; 1e-5 where
   * the largest entry is 0 up to rounding.
   */
  private static void assertAgree(JsonObject fixture, String what, float[] actual, String where) {
    var expected = PyTorchFixtures.as(fixture.get(what), double[].class);
    assertEquals(expected.length, actual.length, where);
    var roundings = fixture.getAsJsonObject("rounding");
    double rounding = roundings == null ? 0 : roundings.get(what).getAsDouble();
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double allowed = scale < 1e-12 ? 1e-5 : 1e-5 * scale + 4 * rounding;
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i], actual[i], allowed, where + ", " + what + " " + i);
    }
  }

  private static BatchLabels labels(JsonObject batch, int size) {
    if (batch.has("classes")) {
      return BatchLabels.of(PyTorchFixtures.as(batch.get("classes"), int[].class));
    }
    var pairs = PyTorchFixtures.as(batch.get("pairs"), BatchLabels.PairSimilarities.class);
    return BatchLabels.ofSimilarities(size, pairs.left(), pairs.right(), pairs.similarity());
  }

  private static Loss loss(JsonObject fixture, JsonObject own, int dimensions) {
    var name = fixture.get("loss").getAsString();
    var json = fixture.getAsJsonObject("parameters").deepCopy();
    json.addProperty("type", name);
    var weights =
        switch (name) {
          case "proxy-anchor" -> own.getAsJsonObject("proxies").get("" + dimensions);
          case "binary-cross-entropy" -> own.getAsJsonObject("head").get("" + dimensions);
          default -> null;
        };
    var values = weights == null ? new float[0] : PyTorchFixtures.as(weights, float[].class);
    var loss =
        LossSpec.FAMILY
            .read(json)
            .create(values.length / dimensions, dimensions, Device.cpu(), new Seed(0));
    loss.parameters().forEach(each -> each.loadState(new Weights.State(values, new float[0])));
    return loss;
  }
}
