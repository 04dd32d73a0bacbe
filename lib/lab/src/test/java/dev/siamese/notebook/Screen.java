package dev.siamese.notebook;

import dev.siamese.chart.Figure;
import dev.siamese.chart.HtmlTable;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** Draws what the kernel would show and throws the picture away: a chart can fail that late. */
public final class Screen {

  private Screen() {}

  /** Draws the result of a cell. */
  public static void show(Object result) {
    if (result instanceof Chart<?, ?> chart) {
      Figure.toImage(chart);
    } else if (result instanceof Table table) {
      HtmlTable.of(table);
    }
  }
}
