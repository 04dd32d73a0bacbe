package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.stream.IntStream;
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
  void separatedClassesDoNotOverlap() {
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
  void theEffectiveRankCountsTheDimensionsInUse() {
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
    assertTrue(error.getMessage().contains("1 positive and 0 negative pairs"), error.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> EmbeddingStatistics.of(x, new int[] {0, 1}, Distances.COSINE));
  }

  @Test
  void nearlyEqualEmbeddingsHaveCollapsed() {
    var random = new Seed(1).generator();
    var collapsed = new float[40][8];
    var spread = new float[40][8];
    for (int i = 0; i < 40; i++) {
      for (int d = 0; d < 8; d++) {
        collapsed[i][d] = 1 + 1e-3f * (float) random.nextGaussian();
        spread[i][d] = (float) random.nextGaussian();
      }
    }
    var labels = IntStream.range(0, 40).map(i -> i / 4).toArray();
    for (var distance : Distances.values()) {
      var all = MANAGER.create(collapsed);
      for (var x : List.of(all, all.mul(0), all.mul(100), all.mul(0).add(1))) {
        var statistics = EmbeddingStatistics.of(x, labels, distance);
        assertTrue(statistics.isCollapsed(), statistics.toString());
        assertTrue(statistics.toString().contains("collapsed"), statistics.toString());
      }
      var healthy = EmbeddingStatistics.of(MANAGER.create(spread), labels, distance);
      assertFalse(healthy.isCollapsed() || healthy.isExploded(), healthy.toString());
      var huge = EmbeddingStatistics.of(MANAGER.create(spread).mul(1e7), labels, distance);
      assertTrue(huge.isExploded() && huge.toString().contains("exploded"), huge.toString());
    }
  }

  @Test
  void isPrintedInOneLine() {
    var x = MANAGER.create(new float[][] {{3, 4}, {4, 3}, {0, 5}});
    var statistics = EmbeddingStatistics.of(x, new int[] {0, 0, 1}, Distances.EUCLIDEAN);
    assertEquals(
        "positive 1.41, negative 3.82, overlap 0.000, alignment 0.080, uniformity -0.691, norm 5.00 ± 0.0, effective rank 1.8",
        statistics.toString());
    assertEquals(8, statistics.metrics().size());
    assertEquals(statistics.overlap(), statistics.primaryValue());
  }
}
