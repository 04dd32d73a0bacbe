package dev.siamese.chart;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Lets the JJava kernel show a chart as a picture and a table as HTML when it is the result of a
 * cell. The kernel finds and installs it by itself.
 */
public final class NotebookExtension implements Extension {

  @Override
  public void install(BaseKernel kernel) {
    register(kernel.getRenderer());
  }

  static void register(Renderer renderer) {
    renderer
        .createRegistration(Chart.class)
        .preferring(MIMEType.IMAGE_PNG)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (chart, context) -> {
              var picture = Figure.toImage(chart);
              context.renderIfRequested(MIMEType.IMAGE_PNG, () -> Figure.base64(picture));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> "Chart: " + chart.getTitle());
            });
    renderer
        .createRegistration(Table.class)
        .preferring(MIMEType.TEXT_HTML)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (table, context) -> {
              context.renderIfRequested(MIMEType.TEXT_HTML, () -> HtmlTable.of(table));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> table.print());
            });
  }
}
