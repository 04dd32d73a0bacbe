package bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The result of a workload.
 *
 * @param unit of the values, such as images/s
 * @param rounds one value per round
 * @param details further values by name, such as results in which both sides must agree
 */
public record BenchmarkResult(String unit, double[] rounds, Map<String, Object> details) {

  BenchmarkResult(String unit, double[] rounds) {
    this(unit, rounds, Map.of());
  }

  /** The median over the rounds. */
  public double median() {
    var sorted = Arrays.stream(rounds).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** One row per workload: {@code workload, unit, median, min, max}. */
  public static Table table(Map<String, BenchmarkResult> results) {
    var table =
        Table.create(
            "benchmark",
            StringColumn.create("workload"),
            StringColumn.create("unit"),
            number("median"),
            number("min"),
            number("max"));
    results.forEach(
        (workload, result) -> {
          var spread = Arrays.stream(result.rounds).summaryStatistics();
          var row = table.appendRow();
          row.setString("workload", workload);
          row.setString("unit", result.unit);
          row.setDouble("median", result.median());
          row.setDouble("min", spread.getMin());
          row.setDouble("max", spread.getMax());
        });
    return table;
  }

  private static DoubleColumn number(String name) {
    var column = DoubleColumn.create(name);
    column.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(1));
    return column;
  }

  /** The values of one line of JSON; {@code bench/peer.py} prints the same ones. */
  public Map<String, Object> json(String workload) {
    var json = new LinkedHashMap<String, Object>();
    json.put("workload", workload);
    json.put("unit", unit);
    json.put("median", median());
    json.put("rounds", rounds);
    json.putAll(details);
    return json;
  }
}
