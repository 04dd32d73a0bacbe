package dev.siamese.report;

import dev.siamese.chart.Chart;
import dev.siamese.chart.Figure;
import dev.siamese.widget.Widget;
import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/**
 * Displays charts as images, and tables, sounds and widgets as HTML in notebooks; the JJava kernel
 * installs it.
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
              context.renderIfRequested(
                  MIMEType.IMAGE_PNG, (type, out) -> put(chart, chart.altText(), type, out));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, chart::altText);
            });
    renderer
        .createRegistration(Widget.class)
        .preferring(MIMEType.TEXT_HTML, MIMEType.IMAGE_PNG)
        .supporting(MIMEType.TEXT_PLAIN)
        .register(
            (widget, context) -> {
              context.renderIfRequested(MIMEType.TEXT_HTML, widget::html);
              context.renderIfRequested(
                  MIMEType.IMAGE_PNG,
                  (type, out) -> put(widget.fallback(), widget.altText(), type, out));
              context.renderIfRequested(MIMEType.TEXT_PLAIN, widget::altText);
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

  /** Adds a chart as PNG of its pixel ratio, with its size on the screen and its text. */
  private static void put(Chart chart, String text, MIMEType type, DisplayData out) {
    double pixelRatio = chart.pixelRatio();
    var image = chart.draw(pixelRatio);
    out.putData(
        type,
        Figure.base64(image),
        Map.of(
            "width", Math.round(image.getWidth() / pixelRatio),
            "height", Math.round(image.getHeight() / pixelRatio),
            "alt", text));
  }
}
