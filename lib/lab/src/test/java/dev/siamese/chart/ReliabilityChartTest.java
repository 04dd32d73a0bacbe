package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.metrics.Calibration.Reliability;
import org.junit.jupiter.api.Test;

class ReliabilityChartTest {

  @Test
  void markersAreTheBinsWithTheirIntervals() {
    var reliability =
        Reliability.of(
            new double[] {0.1, 0.12, 0.13, 0.19, 0.8, 0.84},
            new boolean[] {false, true, false, false, true, true});
    var chart = new ReliabilityChart("Test", reliability);
    var points = chart.chart().xchart().getSeries("bins with 95 % interval");
    assertArrayEquals(new double[] {13.5, 82}, points.getXData(), 1e-9);
    assertArrayEquals(new double[] {25, 100}, points.getYData(), 1e-9);
    var intervals = chart.chart().xchart().getSeries("95 % interval").getYData();
    assertEquals(4.6, intervals[0], 0.05); // Wilson's interval of 1 of 4
    assertEquals(69.9, intervals[1], 0.05);
    assertEquals(
        "Reliability chart. Test. predicted 13.5 %, observed 25.0 % [4.6, 69.9] of 4 pairs;"
            + " predicted 82.0 %, observed 100.0 % [34.2, 100.0] of 2 pairs.",
        chart.altText());
    assertEquals(460, chart.draw().getWidth());
  }
}
