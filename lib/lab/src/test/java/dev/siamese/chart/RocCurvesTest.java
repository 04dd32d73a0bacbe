package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.metrics.PairDistances.RocCurve;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RocCurvesTest {

  @Test
  void aCurveGoesThroughItsCorners() {
    var roc =
        new RocCurve(
            new double[5], new double[] {0, 0, 0.01, 0.5, 1}, new double[] {0, 0.4, 0.8, 0.9, 1});
    var chart = RocCurves.of("ROC", Map.of("some", roc)).xchart();
    var line = chart.getSeries("some");
    for (int i = 0; i < line.getXData().length; i++) {
      double x = line.getXData()[i];
      double expected =
          x <= 1 ? 40 + 40 * x : x <= 50 ? 80 + 10 * (x - 1) / 49 : 90 + 10 * (x - 50) / 50;
      assertEquals(expected, line.getYData()[i], 1e-6, "at " + x);
    }
    assertEquals(0.1, line.getXData()[0], 1e-9);
    assertEquals(100, line.getYData()[line.getYData().length - 1], 1e-9);
    var equal = chart.getSeries("equal error rate");
    assertEquals(100, equal.getXData()[10] + equal.getYData()[10], 1e-9);
  }
}
