package dev.siamese.table;

import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.Metrics;
import dev.siamese.metrics.Robustness;
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

  /**
   * One row per strength: {@code strength, error, low, high}, the error rates from 0 to 1.
   *
   * @param robustness error rates over the strength of a corruption
   * @return the table, in the order of the strengths
   */
  public static Table of(Robustness robustness) {
    var errors = robustness.results().stream().map(FewShotResult::error).toList();
    return Table.create(
        "robustness",
        DoubleColumn.create("strength", robustness.strengths()),
        DoubleColumn.create("error", errors.stream().mapToDouble(Interval::value).toArray()),
        DoubleColumn.create("low", errors.stream().mapToDouble(Interval::low).toArray()),
        DoubleColumn.create("high", errors.stream().mapToDouble(Interval::high).toArray()));
  }
}
