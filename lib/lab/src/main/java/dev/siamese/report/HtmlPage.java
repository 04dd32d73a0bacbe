package dev.siamese.report;

import static dev.siamese.chart.HtmlTable.escaped;

import dev.siamese.chart.Figure;
import dev.siamese.chart.HtmlTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** A page of text, tables and pictures in one HTML file that needs nothing beside it. */
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

  /** A page with a title. */
  public HtmlPage(String title) {
    html.append(HEAD.formatted(escaped(title)));
  }

  /** Begins a section. */
  public HtmlPage heading(String text) {
    html.append("<h2>").append(escaped(text)).append("</h2>\n");
    return this;
  }

  /** Adds a paragraph. */
  public HtmlPage text(String text) {
    html.append("<p>").append(escaped(text)).append("</p>\n");
    return this;
  }

  /** Adds a table as it prints itself, cell by cell. */
  public HtmlPage table(Table table) {
    html.append(HtmlTable.of(table));
    return this;
  }

  /** Adds charts beside each other. */
  public HtmlPage charts(Chart<?, ?>... charts) {
    html.append("<div class=\"row\">\n");
    for (var chart : charts) {
      appendImage(Figure.toImage(chart), chart.getTitle());
    }
    html.append("</div>\n");
    return this;
  }

  /**
   * Adds a picture.
   *
   * @param description for those who do not see it
   */
  public HtmlPage image(BufferedImage picture, String description) {
    html.append("<p>");
    appendImage(picture, description);
    html.append("</p>\n");
    return this;
  }

  private void appendImage(BufferedImage picture, String description) {
    html.append(
        "<img alt=\"%s\" src=\"data:image/png;base64,%s\">\n"
            .formatted(escaped(description), Figure.base64(picture)));
  }

  /** Writes the page; missing folders are made. */
  public void save(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, html + "</body>\n</html>\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the page " + file, e);
    }
  }
}
