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
  void theCurveIsTheMeanAndTheBandReachesFromTheLeastToTheGreatest() {
    var chart =
        TrainingCurves.validationError(
            Map.of("loss", List.of(epochs(0.5, 0.25), epochs(0.25, 0.0))));
    assertArrayEquals(new double[] {37.5, 12.5}, chart.getSeries("loss").getYData());
    var band = chart.getSeries("loss, least to greatest");
    assertArrayEquals(new double[] {50, 25, 0, 25}, band.getYData());
    assertArrayEquals(new double[] {1, 2, 2, 1}, band.getXData());
  }

  @Test
  void runsOfDifferentLengthAreCutToTheShortest() {
    var chart =
        TrainingCurves.validationError(Map.of("loss", List.of(epochs(0.5, 0.25), epochs(0.25))));
    assertArrayEquals(new double[] {37.5}, chart.getSeries("loss").getYData());
  }

  @Test
  void onlySeveralCurvesNeedALegend() {
    var one = List.of(epochs(0.5, 0.25));
    assertFalse(TrainingCurves.validationError(Map.of("a", one)).getStyler().isLegendVisible());
    assertTrue(
        TrainingCurves.validationError(Map.of("a", one, "b", one)).getStyler().isLegendVisible());
  }

  @Test
  void anyColumnCanBeACurve() {
    var chart =
        TrainingCurves.ofColumn("validation_error", Map.of("loss", List.of(epochs(0.5, 0.25))));
    assertArrayEquals(new double[] {0.5, 0.25}, chart.getSeries("loss").getYData());
    assertEquals("Held-out classes: validation error", chart.getTitle());
  }

  @Test
  void sameAndDifferentPairsHaveTheirColours() {
    var table = epochs(0.5, 0.25);
    table.addColumns(
        DoubleColumn.create("positive_distance", 0.5, 0.25),
        DoubleColumn.create("negative_distance", 0.75, 1));
    var chart = TrainingCurves.pairDistances(table);
    assertArrayEquals(new double[] {0.5, 0.25}, chart.getSeries("same").getYData());
    assertEquals(Palette.DIFFERENT, chart.getSeries("different").getLineColor());
  }

  @Test
  void aLevelReachesFromEndToEnd() {
    var chart =
        TrainingCurves.ofColumn("validation_error", Map.of("loss", List.of(epochs(0.5, 0.25))));
    Figure.horizontalLine(chart, "the margin", 0.2);
    assertArrayEquals(new double[] {0.2, 0.2}, chart.getSeries("the margin").getYData());
    assertEquals(0, chart.getSeries("the margin").getXData()[0]);
    assertEquals(0, chart.getStyler().getYAxisMin());
  }

  @Test
  void withoutRunsThereIsAnEmptyChart() {
    assertEquals(0, TrainingCurves.loss(Map.of()).getSeriesCollection().size());
    assertEquals(720, Figure.toImage(TrainingCurves.loss(Map.of())).getWidth());
  }

  @Test
  void smoothingKeepsAStraightLine() {
    var line = new double[200];
    Arrays.setAll(line, i -> 2.0 * i);
    var smooth = TrainingCurves.smoothed(line);
    assertEquals(200, smooth[100], 1e-9);
    assertEquals(line.length, smooth.length);
  }
}
