package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RetrievalMetricsErrorsTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());

  @AfterAll
  static void close() {
    MANAGER.close();
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
