package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RetrievalMetricsTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  @Test
  void agreesWithPytorchMetricLearning() {
    for (var set : MetricsFixture.METRICS.sets()) {
      var exact = SampleEmbeddings.array(MANAGER, set.embeddings());
      assertMetrics(
          set.retrieval(), RetrievalMetrics.of(exact, set.labels(), set.by()), set + ", float64");
      var single = SampleEmbeddings.floats(MANAGER, set.embeddings());
      assertMetrics(
          set.retrieval(), RetrievalMetrics.of(single, set.labels(), set.by()), set + ", float32");
    }
  }

  @Test
  void agreesWithPytorchMetricLearningOnSeparateReferences() {
    for (var set : MetricsFixture.METRICS.separate()) {
      var queries = SampleEmbeddings.floats(MANAGER, set.queries());
      var references = SampleEmbeddings.floats(MANAGER, set.references());
      var result =
          RetrievalMetrics.of(
              queries, set.queryLabels(), references, set.referenceLabels(), set.by());
      assertMetrics(set.retrieval(), result, set.name() + ", " + set.distance());
      assertEquals(1, result.skippedQueries());
      assertEquals(11, result.queries());
    }
  }

  private static void assertMetrics(
      Map<String, Double> expected, RetrievalMetrics actual, String what) {
    expected.forEach(
        (name, value) ->
            assertEquals(value, actual.metrics().get(name), 1e-12, name + " of " + what));
  }

  /** By definition, query by query: MAP@R, R-precision, and recall at 1, 3 and 50. */
  private static double[] naive(double[][] x, int[] labels, Random tieBreaker) {
    var sums = new double[5];
    int queries = 0;
    for (int q = 0; q < x.length; q++) {
      int query = q;
      var distances =
          IntStream.range(0, x.length)
              .mapToDouble(i -> SampleEmbeddings.distance(Distances.EUCLIDEAN, x[query], x[i]))
              .toArray();
      var others = IntStream.range(0, x.length).filter(i -> i != query).boxed().toList();
      var ranked = new ArrayList<>(others);
      Collections.shuffle(ranked, tieBreaker);
      ranked.sort(Comparator.comparingDouble(i -> distances[i])); // stable
      int r = (int) ranked.stream().filter(i -> labels[i] == labels[query]).count();
      if (r == 0) {
        continue;
      }
      queries++;
      int hits = 0;
      double precisions = 0;
      for (int i = 0; i < r; i++) {
        if (labels[ranked.get(i)] == labels[query]) {
          hits++;
          precisions += (double) hits / (i + 1);
        }
      }
      sums[0] += precisions / r;
      sums[1] += (double) hits / r;
      int[] ks = {1, 3, 50};
      for (int k = 0; k < ks.length; k++) {
        boolean found = ranked.stream().limit(ks[k]).anyMatch(i -> labels[i] == labels[query]);
        sums[2 + k] += found ? 1 : 0;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= queries;
    }
    return sums;
  }

  private static void assertNaive(double[][] x, int[] labels, int orders, double within) {
    var expected = new double[5];
    var random = new Random(1);
    for (int order = 0; order < orders; order++) {
      var one = naive(x, labels, random);
      Arrays.setAll(expected, i -> expected[i] + one[i] / orders);
    }
    var actual =
        RetrievalMetrics.of(
            SampleEmbeddings.floats(MANAGER, x), labels, Distances.EUCLIDEAN, 50, 3);
    assertEquals(expected[0], actual.mapAtR(), within);
    assertEquals(expected[1], actual.rPrecision(), within);
    assertEquals(expected[2], actual.precisionAt1(), within);
    assertEquals(expected[3], actual.recallAt(3), within);
    assertEquals(expected[4], actual.recallAt(50), within);
  }

  @Test
  void theMetricsFollowTheirDefinitions() {
    for (long seed = 0; seed < 10; seed++) {
      var x = SampleEmbeddings.gaussian(60, 2, seed);
      assertNaive(x, SampleEmbeddings.labels(60, 9, seed), 1, 1e-12);
    }
  }

  @Test
  void tiesAreRankedInRandomOrder() {
    for (long seed = 0; seed < 4; seed++) {
      var x = SampleEmbeddings.grid(40, 2, 3, seed);
      assertNaive(x, SampleEmbeddings.labels(40, 5, seed), 3000, 0.006);
    }
  }

  @Test
  void theResultDoesNotDependOnTheBlocks() {
    int n = 2100;
    assertNaive(SampleEmbeddings.gaussian(n, 2, 1), SampleEmbeddings.labels(n, 300, 2), 1, 1e-12);
  }

  /** Of 11 other samples 3 are relevant: at least one is among 5 of them unless all 5 are not. */
  @Test
  void collapsedEmbeddingsHaveTheRecallOfARandomOrder() {
    var labels = IntStream.range(0, 12).map(i -> i % 3).toArray();
    for (var distance : Distances.values()) {
      for (var x : List.of(MANAGER.ones(new Shape(12, 4)), MANAGER.zeros(new Shape(12, 4)))) {
        var result = RetrievalMetrics.of(x, labels, distance);
        assertEquals(3 / 11.0, result.precisionAt1(), 1e-12, distance.toString());
        assertEquals(3 / 11.0, result.rPrecision(), 1e-12);
        double none = 8 / 11.0 * 7 / 10 * 6 / 9 * 5 / 8 * 4 / 7;
        assertEquals(1 - none, result.recallAt(5), 1e-12);
      }
    }
  }

  @Test
  void aCollapsedEncoderIsNoBetterThanARandomOrder() {
    int n = 200;
    var labels = IntStream.range(0, n).map(i -> i / 4).toArray();
    var x = MANAGER.ones(new Shape(n, 8));
    for (var distance : Distances.values()) {
      assertTrue(RetrievalMetrics.of(x, labels, distance).mapAtR() < 0.03, distance.toString());
    }
  }

  @Test
  void nearlyEqualDirectionsAreDistinguished() {
    // 1 − cos is 5e-13 and 2e-12: equal to a float that is near 1
    var x = MANAGER.create(new float[][] {{1, 0}, {1, 1e-6f}, {1, -2e-6f}, {0, 1}});
    assertEquals(1, RetrievalMetrics.of(x, new int[] {0, 0, 1, 1}, Distances.COSINE).recallAt(5));
    assertEquals(
        0.5, RetrievalMetrics.of(x, new int[] {0, 0, 1, 1}, Distances.COSINE).precisionAt1());
  }

  @Test
  void aSampleAloneInItsClassIsNoQueryButCanBeFound() {
    var x = MANAGER.create(new float[] {0, 1, 0.1f}).reshape(3, 1);
    var result = RetrievalMetrics.of(x, new int[] {5, 5, 8}, Distances.EUCLIDEAN);
    assertEquals(2, result.queries());
    assertEquals(1, result.skippedQueries());
    assertEquals(0, result.precisionAt1());
    assertEquals(1, result.recallAt(5));
    assertTrue(result.toString().contains("2 queries (1 skipped"), result.toString());
  }

  @Test
  void thePrimaryMetricIsMapAtR() {
    var x = MANAGER.create(new float[] {0, 1}).reshape(2, 1);
    var result = RetrievalMetrics.of(x, new int[] {0, 0}, Distances.EUCLIDEAN, 2);
    assertEquals(
        List.of("precision@1", "recall@1", "recall@2", "r_precision", "map@r"),
        List.copyOf(result.metrics().keySet()));
    assertEquals(result.mapAtR(), result.primaryValue());
  }
}
