package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class ErrorCurvesTest {

  @Test
  void errorsAreDrawnInPercentWithinTheirBand() {
    var table =
        Table.create(
            DoubleColumn.create("angle", 0, 10, 45),
            DoubleColumn.create("error", 0.1, 0.2, 0.5),
            DoubleColumn.create("low", 0.05, 0.1, 0.4),
            DoubleColumn.create("high", 0.15, 0.3, 0.6));
    var chart = ErrorCurves.of("Rotated", "angle (degrees)", Map.of("mine", table)).xchart();
    var line = chart.getSeries("mine");
    assertArrayEquals(new double[] {0, 10, 45}, line.getXData());
    assertArrayEquals(new double[] {10, 20, 50}, line.getYData(), 1e-12);
    var band = chart.getSeries("mine, 95 % interval");
    assertArrayEquals(new double[] {15, 30, 60, 40, 10, 5}, band.getYData(), 1e-12);
    assertFalse(band.isShowInLegend());
  }

  @Test
  void theBandLeavesOutPointsOfOneRun() {
    var none = Double.NaN;
    var table =
        Table.create(
            DoubleColumn.create("classes", 5, 10, 20),
            DoubleColumn.create("error", 0.3, 0.2, 0.1),
            DoubleColumn.create("low", none, 0.1, 0.05),
            DoubleColumn.create("high", none, 0.3, 0.15));
    var chart = ErrorCurves.of("Errors", "classes", Map.of("mine", table)).xchart();
    assertArrayEquals(new double[] {30, 20, 10}, chart.getSeries("mine").getYData(), 1e-12);
    var band = chart.getSeries("mine, 95 % interval");
    assertArrayEquals(new double[] {10, 20, 20, 10}, band.getXData(), 1e-12);
    var first = ErrorCurves.of("Errors", "classes", Map.of("mine", table.first(1)));
    assertNull(first.xchart().getSeries("mine, 95 % interval"));
  }
}
