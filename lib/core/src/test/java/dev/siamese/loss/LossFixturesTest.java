package dev.siamese.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.Device;
import ai.djl.engine.Engine;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.siamese.PyTorchFixtures;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.MultiSimilarityMiner;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.model.Weights;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every loss on every batch of fixtures/losses.json, values and gradients, against what PyTorch and
 * pytorch-metric-learning computed in double precision.
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
    try (var made = Made.of(of, own, embeddings[0].length);
        var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var array = manager.create(embeddings);
      array.setRequiresGradient(true);
      made.loss.parameters().forEach(Weights::zeroGradients);
      var value = made.loss.compute(array, labels(batch, embeddings.length));
      collector.backward(value);
      assertAgree(expected, "value", value.toFloatArray(), where);
      assertAgree(expected, "gradient", array.getGradient().toFloatArray(), where);
      for (var weights : made.loss.parameters()) {
        assertAgree(expected, "own", weights.gradients().toFloatArray(), where);
      }
    }
  }

  /**
   * To 1e-5 of the largest entry, and no nearer than PyTorch's own float32. Where that entry is 0
   * but for rounding, all have to be 0 to 1e-5.
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

  /** A loss, and what has to be closed after it. */
  private record Made(Loss loss, AutoCloseable owner) implements AutoCloseable {

    static Made of(JsonObject fixture, JsonObject own, int dimensions) {
      var p = fixture.getAsJsonObject("parameters");
      var name = fixture.get("loss").getAsString();
      return switch (name) {
        case "proxy_anchor" -> {
          var proxies = start(own.getAsJsonObject("proxies"), dimensions);
          int classes = proxies.values().length / dimensions;
          var loss =
              new ProxyAnchor(
                  classes,
                  dimensions,
                  number(p, "margin"),
                  number(p, "alpha"),
                  Device.cpu(),
                  new Seed(0));
          loss.parameters().get(0).loadState(proxies);
          yield new Made(loss, loss);
        }
        case "binary_cross_entropy" -> {
          var head = new LearnedL1Head(dimensions, Device.cpu());
          head.parameters().loadState(start(own.getAsJsonObject("head"), dimensions));
          boolean balanced = p.get("balanced").getAsBoolean();
          yield new Made(new BinaryCrossEntropy(head, balanced), head);
        }
        default -> new Made(plain(name, p), () -> {});
      };
    }

    private static Weights.State start(JsonObject own, int dimensions) {
      var numbers = PyTorchFixtures.as(own.get(String.valueOf(dimensions)), float[].class);
      return new Weights.State(numbers, new float[0]);
    }

    private static Loss plain(String name, JsonObject p) {
      return switch (name) {
        case "contrastive" ->
            new Contrastive(
                distance(p), number(p, "margin"), number(p, "positiveMargin"), pairMining(p));
        case "triplet" -> new Triplet(distance(p), number(p, "margin"), tripletMining(p));
        case "soft_triplet" -> new SoftMarginTriplet(distance(p), tripletMining(p));
        case "info_nce" -> new InfoNce(distance(p), number(p, "temperature"));
        case "supervised_contrastive" ->
            new SupervisedContrastive(distance(p), number(p, "temperature"));
        case "multi_similarity" ->
            new MultiSimilarity(
                distance(p),
                number(p, "alpha"),
                number(p, "beta"),
                number(p, "base"),
                pairMining(p));
        case "circle" -> new Circle(number(p, "margin"), number(p, "gamma"));
        case "lifted_structure" -> new GeneralizedLiftedStructure(distance(p), number(p, "margin"));
        case "n_pairs" -> new NPairs();
        case "cosine_regression" -> new CosineSimilarityLoss();
        case "embedding_norm" -> new NormPenalty(p.get("power").getAsInt());
        default -> throw new IllegalArgumentException("the fixtures have a new loss: " + name);
      };
    }

    private static double number(JsonObject parameters, String name) {
      return parameters.get(name).getAsDouble();
    }

    private static String constant(JsonElement name) {
      return name.getAsString().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Distance distance(JsonObject parameters) {
      return Distances.valueOf(constant(parameters.get("distance")));
    }

    private static TripletMiners tripletMining(JsonObject parameters) {
      return TripletMiners.valueOf(constant(parameters.get("mining")));
    }

    private static PairMiner pairMining(JsonObject parameters) {
      if (!parameters.has("mining")) {
        return PairMiners.ALL;
      }
      var name = constant(parameters.get("mining"));
      return name.equals("MULTI_SIMILARITY")
          ? new MultiSimilarityMiner(0.1)
          : PairMiners.valueOf(name);
    }

    @Override
    public void close() {
      try {
        owner.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
