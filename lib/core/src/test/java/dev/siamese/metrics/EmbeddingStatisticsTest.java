package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmbeddingStatisticsTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  @Test
  void agreesWithNumpyAndScipy() {
    for (var set : MetricsFixture.METRICS.sets()) {
      if (set.health() != null) {
        var x = SampleEmbeddings.array(MANAGER, set.embeddings());
        var actual = EmbeddingStatistics.of(x, set.labels(), set.by()).metrics();
        set.health()
            .forEach(
                (name, value) -> assertEquals(value, actual.get(name), 1e-6, name + " of " + set));
        assertEquals(set.health().keySet(), actual.keySet());
      }
    }
  }

  @Test
  void classesThatAreApartDoNotOverlap() {
    var x = MANAGER.create(new float[][] {{1, 0}, {2, 0}, {0, 3}, {0, 4}});
    var health = EmbeddingStatistics.of(x, new int[] {0, 0, 1, 1}, Distances.COSINE);
    assertEquals(0, health.positiveDistance());
    assertEquals(1, health.negativeDistance(), 1e-6);
    assertEquals(0, health.overlap());
    assertEquals(0, health.alignment());
    assertEquals(2.5, health.meanNorm());
    assertEquals(Math.sqrt(1.25), health.normStd(), 1e-6);
  }

  @Test
  void theRankTellsACollapse() {
    var line = MANAGER.create(new float[][] {{1, 2}, {2, 4}, {-1, -2}});
    assertEquals(
        1,
        EmbeddingStatistics.of(line, new int[] {0, 0, 1}, Distances.EUCLIDEAN).effectiveRank(),
        1e-4);
    var square = MANAGER.create(new float[][] {{3, 0}, {0, 3}, {-3, 0}, {0, -3}});
    assertEquals(
        2,
        EmbeddingStatistics.of(square, new int[] {0, 0, 1, 1}, Distances.EUCLIDEAN).effectiveRank(),
        1e-6);
    var zeros = MANAGER.create(new float[3][2]);
    var health = EmbeddingStatistics.of(zeros, new int[] {0, 0, 1}, Distances.EUCLIDEAN);
    assertEquals(0, health.effectiveRank());
    assertEquals(1, health.overlap());
  }

  @Test
  void needsPairsOfBothKinds() {
    var x = MANAGER.create(new float[][] {{1, 0}, {2, 0}});
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> EmbeddingStatistics.of(x, new int[] {0, 0}, Distances.COSINE));
    assertEquals(
        "2 embeddings have 1 same and 0 different pairs: at least two classes are needed, and two samples in one",
        error.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> EmbeddingStatistics.of(x, new int[] {0, 1}, Distances.COSINE));
  }

  @Test
  void isOneLineAndATable() {
    var x = MANAGER.create(new float[][] {{3, 4}, {4, 3}, {0, 5}});
    var health = EmbeddingStatistics.of(x, new int[] {0, 0, 1}, Distances.EUCLIDEAN);
    assertEquals(
        "positive 1.41, negative 3.82, overlap 0.000, alignment 0.080, uniformity -0.691, norm 5.00 ± 0.0, effective rank 1.8",
        health.toString());
    assertEquals(8, health.table().rowCount());
  }
}
