package dev.siamese.chart;

import java.util.Map;
import org.knowm.xchart.style.Styler.LegendPosition;
import tech.tablesaw.api.Table;

/** A metric in percent over a variable, one line per method, with a band for its interval. */
public final class ErrorCurves {

  private ErrorCurves() {}

  /**
   * The error over a variable.
   *
   * @param title printed above the plot
   * @param xAxis the variable and its unit
   * @param tables for each line's name a table whose first column is the variable; the columns
   *     {@code error}, {@code low} and {@code high} are fractions
   * @return a line with its interval for each table
   */
  public static LineChart of(String title, String xAxis, Map<String, Table> tables) {
    return of(title, xAxis, "error", tables);
  }

  /**
   * Any metric over a variable.
   *
   * @param title printed above the plot
   * @param xAxis the variable and its unit
   * @param metric the axis title, and with underscores for spaces the column
   * @param tables for each line's name a table whose first column is the variable; the metric,
   *     {@code low} and {@code high} are fractions; the last two may be missing
   * @return a line with its interval for each table
   */
  public static LineChart of(String title, String xAxis, String metric, Map<String, Table> tables) {
    var chart = new LineChart(title, xAxis, metric + " (%)");
    int n = 0;
    for (var line : tables.entrySet()) {
      var table = line.getValue();
      var color = Palette.series(n++);
      var x = table.numberColumn(0).asDoubleArray();
      var band = line.getKey() + ", 95 % interval";
      var known = table.dropWhere(table.numberColumn("low").isMissing());
      if (!known.isEmpty()) {
        var knownX = known.numberColumn(0).asDoubleArray();
        chart.addBand(band, knownX, percent(known, "low"), percent(known, "high"), color);
      }
      chart.add(line.getKey(), x, percent(table, metric.replace(' ', '_')), color);
    }
    chart.yFromZero().legendAt(LegendPosition.InsideNW);
    return tables.size() > 1 ? chart : chart.hideLegend();
  }

  private static double[] percent(Table table, String column) {
    return ChartStyle.percent(table.numberColumn(column).asDoubleArray());
  }
}
