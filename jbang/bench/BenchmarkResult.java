package bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * What a work measured.
 *
 * @param unit of the rounds, such as images/s
 * @param rounds a figure for each
 * @param details what else is to be said, such as the result that both sides must share
 */
public record BenchmarkResult(String unit, double[] rounds, Map<String, Object> details) {

  BenchmarkResult(String unit, double[] rounds) {
    this(unit, rounds, Map.of());
  }

  /** The middle round, or the mean of the two in the middle. */
  public double median() {
    var sorted = Arrays.stream(rounds).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** One row per work: {@code work, unit, median, least, most}. */
  public static Table table(Map<String, BenchmarkResult> measured) {
    var table =
        Table.create(
            "benchmark",
            StringColumn.create("work"),
            StringColumn.create("unit"),
            number("median"),
            number("least"),
            number("most"));
    measured.forEach(
        (work, figures) -> {
          var spread = Arrays.stream(figures.rounds).summaryStatistics();
          var row = table.appendRow();
          row.setString("work", work);
          row.setString("unit", figures.unit);
          row.setDouble("median", figures.median());
          row.setDouble("least", spread.getMin());
          row.setDouble("most", spread.getMax());
        });
    return table;
  }

  private static DoubleColumn number(String name) {
    var column = DoubleColumn.create(name);
    column.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(1));
    return column;
  }

  /** The line that the Python side prints too. */
  public Map<String, Object> json(String work) {
    var json = new LinkedHashMap<String, Object>();
    json.put("work", work);
    json.put("unit", unit);
    json.put("median", median());
    json.put("rounds", rounds);
    json.putAll(details);
    return json;
  }
}
