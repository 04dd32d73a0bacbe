package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Torch;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
  private static double[] naive(double[][] x, int[] labels) {
    var sums = new double[5];
    int queries = 0;
    for (int q = 0; q < x.length; q++) {
      int query = q;
      var distances =
          IntStream.range(0, x.length)
              .mapToDouble(i -> SampleEmbeddings.distance(Distances.EUCLIDEAN, x[query], x[i]))
              .toArray();
      int[] ranked =
          IntStream.range(0, x.length)
              .filter(i -> i != query)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> distances[i])) // stable
              .mapToInt(i -> i)
              .toArray();
      int r = (int) IntStream.of(ranked).filter(i -> labels[i] == labels[query]).count();
      if (r == 0) {
        continue;
      }
      queries++;
      int hits = 0;
      double precisions = 0;
      for (int i = 0; i < r; i++) {
        if (labels[ranked[i]] == labels[query]) {
          hits++;
          precisions += (double) hits / (i + 1);
        }
      }
      sums[0] += precisions / r;
      sums[1] += (double) hits / r;
      int[] ks = {1, 3, 50};
      for (int k = 0; k < ks.length; k++) {
        boolean found = IntStream.of(ranked).limit(ks[k]).anyMatch(i -> labels[i] == labels[query]);
        sums[2 + k] += found ? 1 : 0;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= queries;
    }
    return sums;
  }

  private static void assertNaive(double[][] x, int[] labels) {
    var expected = naive(x, labels);
    var actual =
        RetrievalMetrics.of(
            SampleEmbeddings.floats(MANAGER, x), labels, Distances.EUCLIDEAN, 50, 3);
    assertEquals(expected[0], actual.mapAtR(), 1e-12);
    assertEquals(expected[1], actual.rPrecision(), 1e-12);
    assertEquals(expected[2], actual.precisionAt1());
    assertEquals(expected[3], actual.recallAt(3));
    assertEquals(expected[4], actual.recallAt(50));
  }

  @Test
  void equallyNearOnesAreRankedByRow() {
    for (long seed = 0; seed < 20; seed++) {
      assertNaive(SampleEmbeddings.grid(60, 2, 3, seed), SampleEmbeddings.labels(60, 9, seed));
    }
  }

  @Test
  void theResultDoesNotDependOnTheBlocks() {
    int n = 2100; // more than a block of distances
    assertNaive(SampleEmbeddings.grid(n, 2, 40, 1), SampleEmbeddings.labels(n, 300, 2));
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

  @Test
  void nativeMemoryIsReleased() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = SampleEmbeddings.floats(manager, SampleEmbeddings.gaussian(50, 4, 1));
      var labels = SampleEmbeddings.labels(50, 5, 1);
      int before = manager.getManagedArrays().size();
      for (var distance : Distances.values()) {
        RetrievalMetrics.of(x, labels, distance);
        VerificationPairs.all(x, labels, distance);
        EmbeddingStatistics.of(x, labels, distance);
      }
      assertEquals(before, manager.getManagedArrays().size());
    }
  }

  @Test
  void anInterruptedThreadGetsAPartialResult() {
    int n = 2100;
    var x = SampleEmbeddings.floats(MANAGER, SampleEmbeddings.grid(n, 2, 40, 1));
    Thread.currentThread().interrupt();
    var result = RetrievalMetrics.of(x, SampleEmbeddings.labels(n, 300, 2), Distances.EUCLIDEAN);
    assertTrue(Thread.interrupted());
    assertTrue(result.queries() > 0 && result.queries() < n / 2);
  }

  private static void assertRefused(String message, float[][] x, int... labels) {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> RetrievalMetrics.of(MANAGER.create(x), labels, Distances.COSINE));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void invalidArgumentsAreRefused() {
    assertRefused("rows 1, 2 of", new float[][] {{0, 1}, {Float.NaN, 2}, {Float.NaN, 3}}, 0, 0, 0);
    assertRefused(
        "row 2 of", new float[][] {{0, 1}, {2, 3}, {4, Float.NEGATIVE_INFINITY}}, 0, 0, 0);
    assertRefused("2 embeddings but 3 labels", new float[][] {{0, 1}, {2, 3}}, 0, 0, 0);
    assertRefused("none of 2 queries", new float[][] {{0, 1}, {2, 3}}, 0, 1);
    for (var shape : List.of(new Shape(0, 3), new Shape(1))) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              RetrievalMetrics.of(
                  MANAGER.zeros(shape), new int[(int) shape.get(0)], Distances.EUCLIDEAN));
    }
  }

  @Test
  void recallIsLimitedToTheRequestedKs() {
    var x = MANAGER.create(new float[] {0, 1}).reshape(2, 1);
    var result = RetrievalMetrics.of(x, new int[] {0, 0}, Distances.EUCLIDEAN);
    var error = assertThrows(IllegalArgumentException.class, () -> result.recallAt(7));
    assertTrue(error.getMessage().contains("recall@7"), error.getMessage());
    assertTrue(error.getMessage().contains("[1, 5, 10]"), error.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> RetrievalMetrics.of(x, new int[] {0, 0}, Distances.EUCLIDEAN, 0));
  }
}
