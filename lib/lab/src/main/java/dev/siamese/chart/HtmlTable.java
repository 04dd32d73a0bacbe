package dev.siamese.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table as plain HTML, its cells as they print; fractions that no format was set for have four
 * significant digits.
 */
public final class HtmlTable {

  private static final int MAX_ROWS = 100;
  private static final int DIGITS = 4;
  private static final Pattern UNFORMATTED = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  private HtmlTable() {}

  /** Draws a table; of a long one the first hundred rows, and how many follow. */
  public static String of(Table table) {
    var html = new StringBuilder("<table>\n<tr>");
    table.columnNames().forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
    html.append("</tr>\n");
    int rows = Math.min(MAX_ROWS, table.rowCount());
    for (int row = 0; row < rows; row++) {
      html.append("<tr>");
      for (var column : table.columns()) {
        html.append("<td>").append(escaped(text(column, row))).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (rows < table.rowCount()) {
      html.append("<p>… and %,d more rows</p>\n".formatted(table.rowCount() - rows));
    }
    return html.toString();
  }

  private static String text(Column<?> column, int row) {
    var printed = column.getString(row);
    if (column instanceof DoubleColumn numbers && UNFORMATTED.matcher(printed).matches()) {
      double value = numbers.getDouble(row);
      return Double.parseDouble(printed) == value ? shortened(value) : printed;
    }
    return printed;
  }

  private static String shortened(double value) {
    var exact = new BigDecimal(value);
    int digits = Math.max(DIGITS, exact.precision() - exact.scale()); // all before the point
    var rounded = exact.round(new MathContext(digits));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Text that HTML shows as it is. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
