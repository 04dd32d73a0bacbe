package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QualityTest {

  @Test
  void joinsRetrievalAndVerification() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = Samples.array(manager, Samples.gaussian(30, 4, 1));
      var labels = Samples.labels(30, 4, 2);
      labels[7] = 9;
      var quality = Quality.of(x, labels, Distances.COSINE, new Seed(1));
      assertFalse(quality.drawn());
      var metrics = quality.metrics();
      assertEquals(quality.retrieval().mapAtR(), metrics.get("map@r"));
      assertEquals(quality.pairs().auc(), metrics.get("auc"));
      assertEquals(metrics.size(), Quality.table(metrics).rowCount());
      assertEquals(
          "retrieval over 29 queries (1 left out: alone in their class); verification over all 435 pairs",
          quality.toString());
    }
  }

  @Test
  void aSampleIsCalledOne() {
    var retrieval = new Retrieval(5, 0, 1, 1, new TreeMap<>());
    var pairs = new PairDistances(new float[1], new float[2]);
    assertEquals(
        "retrieval over 5 queries; verification over 3 drawn of 10 pairs",
        new Quality(retrieval, pairs, 10).toString());
  }

  @Test
  void oneClassIsRefused() {
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(new float[][] {{1, 0}, {2, 0}});
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> Quality.of(x, new int[2], Distances.COSINE, new Seed(1)));
      assertEquals(
          "all 2 embeddings are of one class: to tell classes apart takes two", error.getMessage());
    }
  }
}
