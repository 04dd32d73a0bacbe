package dev.siamese.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Formats a table as HTML, with text at the left; numbers without a print format get four
 * significant digits.
 */
final class HtmlTable {

  private static final int MAX_ROWS = 100;
  private static final int DIGITS = 4;
  private static final Pattern UNFORMATTED = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  private HtmlTable() {}

  /** The first 100 rows, and the number of the others. */
  static String of(Table table) {
    var html = new StringBuilder("<table>\n<tr>");
    for (var column : table.columns()) {
      html.append("<th").append(align(column)).append(escape(column.name())).append("</th>");
    }
    html.append("</tr>\n");
    int rows = Math.min(MAX_ROWS, table.rowCount());
    for (int row = 0; row < rows; row++) {
      html.append("<tr>");
      for (var column : table.columns()) {
        html.append("<td").append(align(column)).append(escape(text(column, row))).append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (rows < table.rowCount()) {
      html.append("<p>rows not shown: %,d</p>\n".formatted(table.rowCount() - rows));
    }
    return html.toString();
  }

  /** The end of a cell's tag; notebooks align cells to the right by default. */
  private static String align(Column<?> column) {
    return column instanceof NumericColumn ? ">" : " style=\"text-align: left\">";
  }

  private static String text(Column<?> column, int row) {
    var printed = column.getString(row);
    if (column instanceof DoubleColumn numbers && UNFORMATTED.matcher(printed).matches()) {
      double value = numbers.getDouble(row);
      return Double.parseDouble(printed) == value ? rounded(value) : printed;
    }
    return printed;
  }

  private static String rounded(double value) {
    var exact = new BigDecimal(value);
    int digits = Math.max(DIGITS, exact.precision() - exact.scale()); // all before the point
    var rounded = exact.round(new MathContext(digits));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Escapes the characters that have a meaning in HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
