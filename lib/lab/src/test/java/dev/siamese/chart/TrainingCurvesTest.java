package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class TrainingCurvesTest {

  private static Table epochs(double... errors) {
    return Table.create(
        "run",
        IntColumn.create("step", IntStream.rangeClosed(1, errors.length).toArray()),
        DoubleColumn.create("validation_error", errors));
  }

  @Test
  void theCurveIsTheMeanInABandFromTheMinimumToTheMaximum() {
    var chart =
        TrainingCurves.validationError(
            Map.of("loss", List.of(epochs(0.5, 0.25), epochs(0.25, 0.0))));
    assertArrayEquals(new double[] {37.5, 12.5}, chart.xchart().getSeries("loss").getYData());
    var band = chart.xchart().getSeries("loss, min to max");
    assertArrayEquals(new double[] {50, 25, 0, 25}, band.getYData());
    assertArrayEquals(new double[] {1, 2, 2, 1}, band.getXData());
  }

  @Test
  void runsOfDifferentLengthAreCutToTheShortest() {
    var chart =
        TrainingCurves.validationError(Map.of("loss", List.of(epochs(0.5, 0.25), epochs(0.25))));
    assertArrayEquals(new double[] {37.5}, chart.xchart().getSeries("loss").getYData());
  }

  @Test
  void oneCurveHasNoLegend() {
    var one = List.of(epochs(0.5, 0.25));
    assertFalse(
        TrainingCurves.validationError(Map.of("a", one)).xchart().getStyler().isLegendVisible());
    assertTrue(
        TrainingCurves.validationError(Map.of("a", one, "b", one))
            .xchart()
            .getStyler()
            .isLegendVisible());
  }

  @Test
  void anyColumnCanBeDrawn() {
    var chart =
        TrainingCurves.ofColumn("validation_error", Map.of("loss", List.of(epochs(0.5, 0.25))));
    assertArrayEquals(new double[] {0.5, 0.25}, chart.xchart().getSeries("loss").getYData());
  }

  @Test
  void sameAndDifferentPairsHaveTheirColours() {
    var table = epochs(0.5, 0.25);
    table.addColumns(
        DoubleColumn.create("positive_distance", 0.5, 0.25),
        DoubleColumn.create("negative_distance", 0.75, 1));
    var chart = TrainingCurves.pairDistances(table);
    assertArrayEquals(new double[] {0.5, 0.25}, chart.xchart().getSeries("same").getYData());
    assertEquals(Palette.DIFFERENT, chart.xchart().getSeries("different").getLineColor());
  }

  @Test
  void aHorizontalLineSpansTheChart() {
    var chart =
        TrainingCurves.ofColumn("validation_error", Map.of("loss", List.of(epochs(0.5, 0.25))));
    chart.horizontalLine("margin", 0.2);
    assertArrayEquals(new double[] {0.2, 0.2}, chart.xchart().getSeries("margin").getYData());
    assertEquals(0, chart.xchart().getSeries("margin").getXData()[0]);
    assertEquals(0, chart.xchart().getStyler().getYAxisMin());
  }

  @Test
  void theChartOfNoRunsIsEmpty() {
    assertEquals(0, TrainingCurves.loss(Map.of()).xchart().getSeriesCollection().size());
    assertEquals(720, TrainingCurves.loss(Map.of()).draw().getWidth());
  }

  @Test
  void smoothingPreservesAStraightLine() {
    var line = new double[200];
    Arrays.setAll(line, i -> 2.0 * i);
    var smooth = TrainingCurves.smoothed(line);
    assertEquals(200, smooth[100], 1e-9);
    assertEquals(line.length, smooth.length);
  }
}
