package dev.siamese.metrics;

import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Named values as a table. */
final class MetricsTable {

  private MetricsTable() {}

  /** One row per metric: {@code metric, value}. */
  static Table of(String name, Map<String, Double> metrics) {
    var values =
        DoubleColumn.create("value", metrics.values().stream().mapToDouble(Double::doubleValue));
    values.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(4));
    return Table.create(name, StringColumn.create("metric", metrics.keySet().stream()), values);
  }
}
