package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingMetricsTest {

  @Test
  void combinesRetrievalAndVerification() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = SampleEmbeddings.array(manager, SampleEmbeddings.gaussian(30, 4, 1));
      var labels = SampleEmbeddings.labels(30, 4, 2);
      labels[7] = 9;
      var quality = EmbeddingMetrics.of(x, labels, Distances.COSINE, new Seed(1));
      assertFalse(quality.isSampled());
      var metrics = quality.metrics();
      assertEquals(quality.retrieval().mapAtR(), metrics.get("map@r"));
      assertEquals(quality.pairs().rocAuc(), metrics.get("roc_auc"));
      assertEquals(quality.retrieval().mapAtR(), quality.primaryValue());
      var line = quality.toString();
      assertTrue(line.contains("29 queries (1 skipped"), line);
      assertTrue(line.contains("all 435 pairs"), line);
      assertTrue(line.contains("FAR 0.001 needs"), line);
      assertFalse(line.contains("collapsed"), line);
    }
  }

  @Test
  void sampledPairsAreReported() {
    var retrieval = new RetrievalMetrics(5, 0, 1, 1, new TreeMap<>());
    var pairs = new PairDistances(new float[1], new float[2]);
    var statistics = new EmbeddingStatistics(0, 1, 0, 0, -2, 1, 0, 3);
    var line = new EmbeddingMetrics(retrieval, pairs, 10, statistics).toString();
    assertTrue(line.contains("3 sampled of 10 pairs"), line);
  }

  @Test
  void collapseIsReported() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.ones(new Shape(12, 4));
      var labels = IntStream.range(0, 12).map(i -> i % 3).toArray();
      for (var distance : Distances.values()) {
        var line = EmbeddingMetrics.of(x, labels, distance, new Seed(1)).toString();
        assertTrue(line.contains("collapsed"), line);
      }
    }
  }

  @Test
  void oneClassIsRefused() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(new float[][] {{1, 0}, {2, 0}});
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> EmbeddingMetrics.of(x, new int[2], Distances.COSINE, new Seed(1)));
      assertTrue(error.getMessage().contains("2 embeddings of 1 class"), error.getMessage());
    }
  }
}
