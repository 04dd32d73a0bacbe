package dev.siamese.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.siamese.PyTorchFixtures;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every miner on every batch of fixtures/mining.json against pytorch-metric-learning. */
class MinerFixturesTest {

  private static final JsonObject FIXTURES = PyTorchFixtures.read("mining").getAsJsonObject();
  private static final double MARGIN = 0.5;

  /**
   * One batch of the fixtures, its distances and the expected result. Selections are compared by
   * distance, since rows at equal distance are interchangeable.
   */
  private record Case(
      String where, int dimensions, BatchLabels labels, NDArray distances, JsonElement expected) {

    float distance(int i, int j) {
      return distances.getFloat(i, j);
    }
  }

  private static DynamicTest test(String miner, Distance distance, Consumer<Case> check) {
    var cases = FIXTURES.getAsJsonObject("miners").getAsJsonArray(miner);
    assertTrue(cases.size() >= 20, "enough cases");
    return dynamicTest(
        miner, () -> cases.forEach(c -> run(miner, distance, c.getAsJsonObject(), check)));
  }

  private static void run(
      String miner, Distance distance, JsonObject expected, Consumer<Case> check) {
    var batches = FIXTURES.getAsJsonArray("batches");
    var batch = batches.get(expected.get("batch").getAsInt()).getAsJsonObject();
    var labels = BatchLabels.of(PyTorchFixtures.as(batch.get("classes"), int[].class));
    var embeddings = PyTorchFixtures.as(batch.get("embeddings"), float[][].class);
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(embeddings);
      var where = miner + " on \"" + batch.get("name").getAsString() + "\"";
      var distances = distance.allPairs(x, x);
      check.accept(
          new Case(where, embeddings[0].length, labels, distances, expected.get("chosen")));
    }
  }

  @TestFactory
  Stream<DynamicTest> tripletMinersAgreeWithTheReference() {
    return Stream.of(
            TripletMiners.SEMI_HARD,
            TripletMiners.BATCH_HARD,
            TripletMiners.EASY_POSITIVE_HARD_NEGATIVE,
            TripletMiners.EASY_POSITIVE_SEMI_HARD_NEGATIVE)
        .map(mining -> test(mining.toString(), Distances.EUCLIDEAN, c -> compare(mining, c)));
  }

  private static void compare(TripletMiners mining, Case c) {
    var expected = new TreeSet<String>();
    for (var t : PyTorchFixtures.as(c.expected, int[][].class)) {
      expected.add(triplet(t[0], c.distance(t[0], t[1]), c.distance(t[0], t[2])));
    }
    assertEquals(expected, mined(mining, c), c.where);
  }

  private static TreeSet<String> mined(TripletMiners mining, Case c) {
    var triplets = mining.mine(c.distances, c.labels, MARGIN);
    var result = new TreeSet<String>();
    for (int t = 0; t < triplets.anchorPositive().getShape().get(0); t++) {
      boolean everyPair = mining == TripletMiners.SEMI_HARD;
      int anchor = everyPair ? c.labels.positivePairs().anchors()[t] : t;
      for (int m = 0; m < triplets.anchorNegative().getShape().get(1); m++) {
        if (triplets.mask().getFloat(t, m) == 1) {
          float positive = triplets.anchorPositive().getFloat(t, 0);
          result.add(triplet(anchor, positive, triplets.anchorNegative().getFloat(t, m)));
        }
      }
    }
    return result;
  }

  private static String triplet(int anchor, float positive, float negative) {
    return "%d: %s %s".formatted(anchor, positive, negative);
  }

  @TestFactory
  Stream<DynamicTest> pairMinersAgreeWithTheReference() {
    return Stream.of(
        test("batch-hard pairs", Distances.EUCLIDEAN, c -> compare(PairMiners.BATCH_HARD, c)),
        test(
            "multi-similarity pairs",
            Distances.EUCLIDEAN,
            c -> compare(new MultiSimilarityMiner(0.3), c)));
  }

  private static void compare(PairMiner mining, Case c) {
    var pairs = mining.mine(c.distances, c.labels);
    compare(c, c.expected.getAsJsonArray().get(0), pairs.positive());
    compare(c, c.expected.getAsJsonArray().get(1), pairs.negative());
  }

  private static void compare(Case c, JsonElement chosen, NDArray mask) {
    var expected = new TreeSet<String>();
    for (var pair : PyTorchFixtures.as(chosen, int[][].class)) {
      expected.add(pair[0] + ": " + c.distance(pair[0], pair[1]));
    }
    var actual = new TreeSet<String>();
    for (int i = 0; i < c.labels.size(); i++) {
      for (int j = 0; j < c.labels.size(); j++) {
        if (mask.getFloat(i, j) == 1) {
          actual.add(i + ": " + c.distance(i, j));
        }
      }
    }
    assertEquals(expected, actual, c.where);
  }

  @TestFactory
  Stream<DynamicTest> samplingProbabilitiesAgreeWithTheReference() {
    Distance onTheSphere =
        (a, b) -> Distances.EUCLIDEAN.allPairs(a.normalize(2, 1), b.normalize(2, 1));
    return Stream.of(test("distance-weighted", onTheSphere, MinerFixturesTest::compareWeights));
  }

  private static void compareWeights(Case c) {
    var expected = PyTorchFixtures.as(c.expected, double[][].class);
    var logs =
        new DistanceWeightedDraws(new DistanceWeightedMiner(), c.dimensions, new Seed(0))
            .logWeights(c.distances, c.labels);
    for (int i = 0; i < expected.length; i++) {
      double total = 0;
      for (int j = 0; j < expected.length; j++) {
        total += Math.exp(logs.getFloat(i, j));
      }
      for (int j = 0; j < expected.length; j++) {
        double weight = total == 0 ? 0 : Math.exp(logs.getFloat(i, j)) / total;
        assertEquals(expected[i][j], weight, 1e-5, c.where + ", row " + i + " to " + j);
      }
    }
  }
}
