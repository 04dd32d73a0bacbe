package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.metrics.EmbeddingStatistics;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapseDetectorTest {

  private static EmbeddingStatistics statistics(double uniformity, double norm, double rank) {
    return new EmbeddingStatistics(1, 1, 0.5, 0.5, uniformity, norm, 0, rank);
  }

  private static List<String> warnings(EmbeddingStatistics... epochs) {
    var listener = new RecordedWarnings();
    var detector = new CollapseDetector();
    for (var statistics : epochs) {
      detector.observe(statistics, true, listener);
    }
    return listener.messages();
  }

  private static List<String> warnings(float[]... embeddings) {
    var listener = new RecordedWarnings();
    new CollapseDetector().observe(EmbeddingStatistics.ofUnlabeled(embeddings), false, listener);
    return listener.messages();
  }

  @Test
  void collapseAndExplosionOfTrainingSamplesAreReported() {
    assertEquals(List.of(), warnings(new float[] {1, 0}, new float[] {0, 1}, new float[] {-1, 0}));
    float[] same = {0.6f, 0.8f};
    assertEquals(1, warnings(same, same, new float[] {0.61f, 0.79f}).size());
    assertEquals(1, warnings(new float[2], new float[2]).size());
    assertEquals(1, warnings(new float[] {1e9f, 0}, new float[] {0, 1e9f}).size());
  }

  @Test
  void healthyEmbeddingsAreNotReported() {
    assertEquals(List.of(), warnings(statistics(-2, 1, 10), statistics(-2, 1, 5)));
  }

  @Test
  void warningsStateTheirCause() {
    var rank = warnings(statistics(-2, 1, 10), statistics(-2, 1, 2)).get(0);
    assertTrue(rank.contains("effective rank is 2.0; the highest so far is 10.0"), rank);
    var equal = warnings(statistics(-0.01, 1, 10)).get(0);
    assertTrue(equal.contains("those of the held-out samples are nearly equal"), equal);
  }

  @Test
  void collapseAndExplosionAreReportedOnce() {
    var collapsed = statistics(-2, 1, 2);
    assertEquals(1, warnings(statistics(-2, 1, 10), collapsed, collapsed).size());
    assertEquals(1, warnings(statistics(-0.01, 1, 10)).size());
    assertEquals(1, warnings(statistics(-4, 0, 0)).size());
    var exploded = statistics(-2, 1e9, 10);
    var warning = warnings(exploded, exploded);
    assertEquals(1, warning.size());
    assertTrue(warning.get(0).contains("1.00e+09"), warning.get(0));
  }
}
