package dev.siamese.chart;

import tech.tablesaw.api.Table;

/** A table as plain HTML, its cells as they print. */
public final class HtmlTable {

  private static final int MOST_ROWS = 100;

  private HtmlTable() {}

  /** Draws a table; of a long one the first hundred rows, and how many follow. */
  public static String of(Table table) {
    var html = new StringBuilder("<table>\n<tr>");
    table.columnNames().forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
    html.append("</tr>\n");
    int rows = Math.min(MOST_ROWS, table.rowCount());
    for (int row = 0; row < rows; row++) {
      html.append("<tr>");
      for (var column : table.columns()) {
        html.append("<td>").append(escaped(column.getString(row))).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (rows < table.rowCount()) {
      html.append("<p>… and %,d more rows</p>\n".formatted(table.rowCount() - rows));
    }
    return html.toString();
  }

  /** Text that HTML shows as it is. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
