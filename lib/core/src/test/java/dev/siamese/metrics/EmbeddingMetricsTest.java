package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EmbeddingMetricsTest {

  @Test
  void joinsRetrievalAndVerification() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = SampleEmbeddings.array(manager, SampleEmbeddings.gaussian(30, 4, 1));
      var labels = SampleEmbeddings.labels(30, 4, 2);
      labels[7] = 9;
      var quality = EmbeddingMetrics.of(x, labels, Distances.COSINE, new Seed(1));
      assertFalse(quality.isSampled());
      var metrics = quality.metrics();
      assertEquals(quality.retrieval().mapAtR(), metrics.get("map@r"));
      assertEquals(quality.pairs().rocAuc(), metrics.get("auc"));
      assertEquals(metrics.size(), EmbeddingMetrics.table(metrics).rowCount());
      assertEquals(
          "retrieval over 29 queries (1 left out: alone in their class); verification over all 435 pairs",
          quality.toString());
    }
  }

  @Test
  void aSampleIsCalledOne() {
    var retrieval = new RetrievalMetrics(5, 0, 1, 1, new TreeMap<>());
    var pairs = new PairDistances(new float[1], new float[2]);
    assertEquals(
        "retrieval over 5 queries; verification over 3 drawn of 10 pairs",
        new EmbeddingMetrics(retrieval, pairs, 10).toString());
  }

  @Test
  void oneClassIsRefused() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(new float[][] {{1, 0}, {2, 0}});
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> EmbeddingMetrics.of(x, new int[2], Distances.COSINE, new Seed(1)));
      assertEquals(
          "all 2 embeddings are of one class: to tell classes apart takes two", error.getMessage());
    }
  }
}
