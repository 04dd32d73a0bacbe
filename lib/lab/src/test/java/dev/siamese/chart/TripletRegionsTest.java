package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TripletRegionsTest {

  @Test
  void tripletsAreInTheRegionsOfTheirDistances() {
    var positive = new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    var negative = new float[] {0.25f, 0.5f, 0.75f, 1.5f, 1.25f};
    var chart = TripletRegions.of("Triplets", positive, negative, 0.5);
    assertArrayEquals(new double[] {0.25, 0.5}, points(chart, "hard"));
    assertArrayEquals(new double[] {0.75}, points(chart, "semi-hard"));
    assertArrayEquals(new double[] {1.5, 1.25}, points(chart, "easy"));
    assertEquals(
        List.of("hard 40.0 %", "semi-hard 20.0 %", "easy 40.0 %"),
        chart.xchart().getSeriesCollection().stream()
            .filter(series -> series.isShowInLegend())
            .map(series -> series.getName())
            .toList());
    assertArrayEquals(new double[] {0.5, 1.5}, points(chart, "negative = positive + margin"));
  }

  private static double[] points(LineChart chart, String series) {
    var values = chart.xchart().getSeries(series).getYData();
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  @Test
  void aRegionMayBeEmpty() {
    var chart = TripletRegions.of("Triplets", new float[] {0}, new float[] {1}, 0.5);
    assertEquals(0, points(chart, "hard").length);
    assertEquals(600, chart.draw().getWidth());
  }
}
