package dev.siamese.notebook;

import dev.siamese.chart.Chart;
import dev.siamese.report.HtmlPage;
import dev.siamese.widget.Widget;
import tech.tablesaw.api.Table;

/** Renders the result of a cell as the kernel does, since a chart can fail as late as that. */
public final class Screen {

  private Screen() {}

  /** Renders a result and discards it. */
  public static void show(Object result) {
    if (result instanceof Chart chart) {
      chart.draw();
    } else if (result instanceof Table table) {
      new HtmlPage("result").table(table);
    } else if (result instanceof Widget widget) {
      widget.html();
    }
  }
}
