package dev.siamese.report;

import dev.siamese.chart.Chart;
import dev.siamese.chart.Figure;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/**
 * Displays charts as images, and tables and sounds as HTML in notebooks; the JJava kernel installs
 * it.
 */
public final class NotebookExtension implements Extension {

  /** Creates the extension, as the kernel does. */
  public NotebookExtension() {}

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
              context.renderIfRequested(MIMEType.IMAGE_PNG, () -> Figure.base64(chart.draw()));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> "Chart: " + chart.title());
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
    renderer
        .createRegistration(AudioPlayer.class)
        .preferring(MIMEType.TEXT_HTML)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (player, context) -> {
              context.renderIfRequested(MIMEType.TEXT_HTML, () -> player.toHtml());
              context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> player.toString());
            });
  }
}
