package dev.siamese.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class HtmlTableTest {

  private static List<String> cells(Table table) {
    var found = Pattern.compile("<td>(.*?)</td>").matcher(HtmlTable.of(table));
    return found.results().map(cell -> cell.group(1)).toList();
  }

  @Test
  void numbersWithoutAFormatAreRounded() {
    var numbers = DoubleColumn.create("x", 0.9540843008053551, 1, 0, -0.00012345678, 123456.789);
    assertEquals(
        List.of("0.9541", "1", "0", "-0.0001235", "123457"), cells(Table.create("t", numbers)));
  }

  @Test
  void formattedNumbersKeepTheirFormat() {
    var fraction = DoubleColumn.create("fraction", 0.98765);
    fraction.setPrintFormatter(NumberColumnFormatter.percent(1));
    assertEquals(List.of("98.8%"), cells(Table.create("t", fraction)));
  }

  @Test
  void textIsEscapedAndLongTablesAreCut() {
    var names = StringColumn.create("a<b");
    for (int i = 0; i < 101; i++) {
      names.append("x & y");
    }
    var html = HtmlTable.of(Table.create("t", names, IntColumn.create("n", 101)));
    assertTrue(html.contains("<th style=\"text-align: left\">a&lt;b</th>"), html);
    assertTrue(html.contains("<td style=\"text-align: left\">x &amp; y</td>"), html);
    assertTrue(html.contains("not shown: 1"), html);
  }
}
