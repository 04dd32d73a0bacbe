package dev.siamese.report;

import dev.siamese.chart.Chart;
import dev.siamese.chart.Figure;
import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/** A page of text, tables and images in one self-contained HTML file. Not thread-safe. */
public final class HtmlPage {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; color: #333; background: #fff;
             max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1, h2 { line-height: 1.2; }
      table { border-collapse: collapse; margin: 1rem 0; }
      th, td { padding: .35rem .8rem; border-bottom: 1px solid #ddd; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      img { max-width: 100%%; height: auto; }
      .row { display: flex; flex-wrap: wrap; gap: 1rem; }
      .row img { flex: 1 1 20rem; min-width: 0; max-width: calc(50%% - .5rem); }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      """;

  private final StringBuilder html = new StringBuilder();

  /**
   * An empty page with a title.
   *
   * @param title of the browser window and of the page
   */
  public HtmlPage(String title) {
    html.append(HEAD.formatted(HtmlTable.escape(title)));
  }

  /**
   * Starts a section.
   *
   * @param text plain, not HTML
   * @return this page
   */
  public HtmlPage heading(String text) {
    html.append("<h2>").append(HtmlTable.escape(text)).append("</h2>\n");
    return this;
  }

  /**
   * Adds a paragraph.
   *
   * @param text plain, not HTML
   * @return this page
   */
  public HtmlPage text(String text) {
    html.append("<p>").append(HtmlTable.escape(text)).append("</p>\n");
    return this;
  }

  /**
   * Adds a table.
   *
   * @param table printed with all rows
   * @return this page
   */
  public HtmlPage table(Table table) {
    html.append(HtmlTable.of(table));
    return this;
  }

  /**
   * Adds charts side by side.
   *
   * @param charts from left to right
   * @return this page
   */
  public HtmlPage charts(Chart... charts) {
    html.append("<div class=\"row\">\n");
    for (var chart : charts) {
      appendImage(chart);
    }
    html.append("</div>\n");
    return this;
  }

  /**
   * Adds one chart.
   *
   * @param chart embedded as a PNG image
   * @return this page
   */
  public HtmlPage chart(Chart chart) {
    html.append("<p>");
    appendImage(chart);
    html.append("</p>\n");
    return this;
  }

  private void appendImage(Chart chart) {
    var image = chart.draw(chart.pixelRatio());
    html.append(
        "<img alt=\"%s\" width=\"%d\" src=\"data:image/png;base64,%s\">\n"
            .formatted(
                HtmlTable.escape(chart.altText()),
                Math.round(image.getWidth() / chart.pixelRatio()),
                Figure.base64(image)));
  }

  /**
   * Writes the page; missing folders are created.
   *
   * @param file replaced if it exists
   * @throws DataException if it cannot be written
   */
  public void save(Path file) {
    try {
      AtomicFile.writeString(file, html + "</body>\n</html>\n");
    } catch (IOException e) {
      throw new DataException("cannot write the page " + file, e);
    }
  }
}
