package dev.siamese.chart;

import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import tech.tablesaw.api.Table;

/**
 * Errors or other shares, in percent, against what they depend on, each line in the band of its
 * intervals.
 */
public final class ErrorCurves {

  private ErrorCurves() {}

  /**
   * One line per table.
   *
   * @param xAxis what the errors depend on, and its unit
   * @param tables for each line's name a table whose first column is what the errors depend on; the
   *     columns {@code error}, {@code low} and {@code high}, from 0 to 1, are the errors
   */
  public static XYChart of(String title, String xAxis, Map<String, Table> tables) {
    return of(title, xAxis, "error", tables);
  }

  /**
   * The same for any share.
   *
   * @param share its name on the axis and, with underscores for spaces, in the tables
   */
  public static XYChart of(String title, String xAxis, String share, Map<String, Table> tables) {
    var chart = Figure.lineChart(title, xAxis, share + " in %");
    int n = 0;
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    for (var line : tables.entrySet()) {
      var table = line.getValue();
      var color = Palette.series(n++);
      var x = table.numberColumn(0).asDoubleArray();
      var band = line.getKey() + ", 95 % interval";
      Figure.addBand(chart, band, x, percent(table, "low"), percent(table, "high"), color);
      Figure.addLine(chart, line.getKey(), x, percent(table, share.replace(' ', '_')), color);
      first = Math.min(first, DoubleStream.of(x).min().orElseThrow());
      last = Math.max(last, DoubleStream.of(x).max().orElseThrow());
    }
    Figure.setXRange(chart, first, last);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendVisible(tables.size() > 1);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    return chart;
  }

  private static double[] percent(Table table, String column) {
    return DoubleStream.of(table.numberColumn(column).asDoubleArray())
        .map(share -> 100 * share)
        .toArray();
  }
}
