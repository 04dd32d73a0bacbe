package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.metrics.EmbeddingStatistics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapseDetectorTest {

  private static EmbeddingStatistics statistics(double uniformity, double norm, double rank) {
    return new EmbeddingStatistics(1, 1, 0.5, 0.5, uniformity, norm, 0, rank);
  }

  private static List<String> warnings(EmbeddingStatistics... epochs) {
    return warnings(true, epochs);
  }

  private static List<String> warnings(boolean heldOut, EmbeddingStatistics... epochs) {
    var warnings = new ArrayList<String>();
    var listener =
        new TrainingListener() {
          @Override
          public void onWarning(String message) {
            warnings.add(message);
          }
        };
    var detector = new CollapseDetector();
    for (var statistics : epochs) {
      detector.observe(statistics, heldOut, listener);
    }
    return warnings;
  }

  @Test
  void healthyEmbeddingsAreNotReported() {
    assertEquals(List.of(), warnings(statistics(-2, 1, 10), statistics(-2, 1, 5)));
  }

  @Test
  void collapseAndExplosionAreReportedOnce() {
    var collapsed = statistics(-2, 1, 2);
    assertEquals(1, warnings(statistics(-2, 1, 10), collapsed, collapsed).size());
    assertEquals(1, warnings(statistics(-0.01, 1, 10)).size());
    assertEquals(1, warnings(statistics(-4, 0, 0)).size());
    assertEquals(1, warnings(false, statistics(-0.01, 1, 10)).size());
    assertEquals(List.of(), warnings(false, statistics(-2, 1, 10), collapsed));
    var exploded = statistics(-2, 1e9, 10);
    var warning = warnings(exploded, exploded);
    assertEquals(1, warning.size());
    assertTrue(warning.get(0).contains("1.00e+09"), warning.get(0));
  }
}
