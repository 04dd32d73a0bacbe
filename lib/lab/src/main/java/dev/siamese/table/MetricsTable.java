package dev.siamese.table;

import dev.siamese.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Converts metrics to tables. */
public final class MetricsTable {

  private MetricsTable() {}

  /**
   * One row per metric: {@code metric, value}. A later result replaces values of equal names.
   *
   * @param results of evaluations, such as few-shot and verification
   * @return the table, in the order of the metrics
   */
  public static Table of(Metrics... results) {
    var metrics = new LinkedHashMap<String, Double>();
    Stream.of(results).map(Metrics::metrics).forEach(metrics::putAll);
    return of(metrics);
  }

  /**
   * One row per metric: {@code metric, value}.
   *
   * @param metrics values by name
   * @return the table, in the order of the map
   */
  public static Table of(Map<String, Double> metrics) {
    var values =
        DoubleColumn.create("value", metrics.values().stream().mapToDouble(Double::doubleValue));
    values.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(4));
    return Table.create(
        "metrics", StringColumn.create("metric", metrics.keySet().stream()), values);
  }
}
