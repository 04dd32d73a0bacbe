package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.metrics.EmbeddingMetrics;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.RetrievalMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static final Interval ALL = new Interval(0, 0, 1);

  private static void assertInterval(double low, double high, Measurement measurement) {
    assertEquals(low, measurement.interval().low(), 5e-4);
    assertEquals(high, measurement.interval().high(), 5e-4);
  }

  /** 80 of 100, by Wilson's formula in Python. */
  @Test
  void fractionsHaveWilsonsInterval() {
    assertInterval(0.7112, 0.8666, Measurement.fraction(0.8, 100));
    assertInterval(0, 0.0370, Measurement.fraction(0, 100));
    assertEquals(ALL, Measurement.fraction(0, 0).interval());
  }

  /** Hanley and McNeil give 0.032 for an area of 0.893, 51 abnormal and 58 normal images. */
  @Test
  void theAreaHasTheStandardErrorOfItsAuthors() {
    var area = Measurement.rocAuc(0.893, 51, 58).interval();
    assertEquals(0.032, (area.value() - area.low()) / 1.96, 6e-4);
    assertEquals(0.893 + 1.96 * 0.0325, area.high(), 5e-4);
  }

  /** By the formula in Python. */
  @Test
  void averagePrecisionHasALogitInterval() {
    assertInterval(0.6034, 0.7816, Measurement.averagePrecision(0.7, 100));
    assertEquals(1, Measurement.averagePrecision(1, 100).interval().high());
  }

  @Test
  void theRarerKindOfPairsLimitsTheEqualErrorRate() {
    var few = new PairDistances(new float[] {1, 2, 3}, new float[100]);
    assertEquals(3, Measurement.equalErrorRate(few).trials());
  }

  /** Of a thousand tests with known probabilities, about 950 intervals hold the true F1 score. */
  @Test
  void theIntervalOfF1CoversWhatItSays() {
    var random = new Random(1);
    int covered = 0;
    for (int test = 0; test < 1000; test++) {
      var counts = new int[3];
      for (int i = 0; i < 2000; i++) {
        double u = random.nextDouble();
        if (u < 0.05) {
          counts[u < 0.04 ? 0 : u < 0.046 ? 1 : 2]++;
        }
      }
      var pairs = new PairMetrics(counts[0] + counts[1], counts[0] + counts[2], counts[0]);
      var interval = Measurement.f1(pairs).interval();
      double truth = 0.08 / (0.08 + 0.01);
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    assertTrue(covered > 930 && covered < 980, covered + " of 1,000 intervals");
  }

  @Test
  void everyMetricHasItsIntervalAndItsTrials() {
    var metrics = new LinkedHashMap<String, Measurement>();
    metrics.put("f1", new Measurement(new Interval(0.5, 0.4, 0.6), 1200));
    metrics.put("recall", new Measurement(new Interval(0.25, 0.125, 0.5), 8));
    var measurements = new Measurements(metrics);
    assertEquals("{f1=0.5, low=0.4, high=0.6, recall=0.25}", measurements.values().toString());
    assertEquals(
        "{f1=0.5, low=0.4, high=0.6, recall=0.25, f1_low=0.4, f1_high=0.6, f1_trials=1200,"
            + " recall_low=0.125, recall_high=0.5, recall_trials=8}",
        measurements.all().toString());
    var lines = measurements.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertEquals(
        List.of("f1 0.5000 [0.4000, 0.6000] of 1,200", "recall 0.2500 [0.1250, 0.5000] of 8"),
        lines);
  }

  @Test
  void pairsOfFewSamplesAreFewTrials() {
    var recall = new TreeMap<>(Map.of(1, 0.5));
    var pairs = new PairDistances(new float[90], new float[] {1, 2, 3});
    var metrics =
        Measurements.of(
            new EmbeddingMetrics(new RetrievalMetrics(10, 2, 0.25, 0.5, recall), pairs, 93, null));
    assertEquals(
        List.of("precision@1", "recall@1", "r_precision", "map@r", "roc_auc", "eer"),
        metrics.byName().keySet().stream().limit(6).toList());
    assertEquals(Measurement.fraction(0.25, 10), metrics.byName().get("map@r"));
    assertEquals(12, metrics.byName().get("tar@far=0.1").trials());
    assertEquals(3, metrics.byName().get("eer").trials());
    assertFalse(metrics.byName().containsKey("best_f1_threshold"));
    var table = metrics.table();
    assertEquals(List.of("metric", "value", "low", "high", "trials"), table.columnNames());
    assertEquals(metrics.byName().size(), table.rowCount());
  }
}
