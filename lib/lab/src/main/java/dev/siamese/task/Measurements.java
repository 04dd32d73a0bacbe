package dev.siamese.task;

import dev.siamese.metrics.EmbeddingMetrics;
import dev.siamese.metrics.Interval;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The metrics of a test with their intervals.
 *
 * @param byName in the order of importance
 */
public record Measurements(Map<String, Measurement> byName) {

  /** {@return the metrics of linking records, as {@link RecordTask} lists them} */
  static Measurements of(RecordTask.LinkageResult result) {
    var blocking = result.blocking();
    var pairs = result.pairs();
    double compared = 1 - blocking.reductionRatio();
    var metrics = new LinkedHashMap<String, Measurement>();
    metrics.put("blocking_recall", Measurement.fraction(blocking.recall(), blocking.truePairs()));
    metrics.put("compared_fraction", Measurement.count(compared, blocking.totalPairs()));
    metrics.put("precision", Measurement.fraction(pairs.precision(), pairs.predicted()));
    metrics.put("recall", Measurement.fraction(pairs.recall(), pairs.actual()));
    metrics.put("f1", Measurement.f1(pairs));
    metrics.put("f1_one_to_one", Measurement.f1(result.oneToOne()));
    return new Measurements(metrics);
  }

  /**
   * {@return the metrics of embeddings} Pairs of N samples count as at most N trials. The
   * thresholds of the best F1 score and accuracy are left out.
   *
   * @param embeddings evaluated by retrieval and verification
   */
  public static Measurements of(EmbeddingMetrics embeddings) {
    var retrieval = embeddings.retrieval();
    var pairs = embeddings.pairs();
    long samples = retrieval.queries() + (long) retrieval.skippedQueries();
    long same = Math.min(samples, pairs.positive().length);
    long different = Math.min(samples, pairs.negative().length);
    var metrics = new LinkedHashMap<String, Measurement>();
    retrieval
        .metrics()
        .forEach(
            (name, value) -> metrics.put(name, Measurement.fraction(value, retrieval.queries())));
    pairs
        .metrics()
        .forEach(
            (name, value) -> {
              if (name.equals("roc_auc")) {
                metrics.put(name, Measurement.rocAuc(value, same, different));
              } else if (name.equals("average_precision")) {
                metrics.put(name, Measurement.averagePrecision(value, same));
              } else if (name.equals("best_f1")) {
                metrics.put(name, Measurement.f1(value, same));
              } else if (name.startsWith("tar@")) {
                metrics.put(name, Measurement.fraction(value, same));
              } else if (!name.endsWith("_threshold")) {
                metrics.put(name, Measurement.fraction(value, Math.min(same, different)));
              }
            });
    return new Measurements(metrics);
  }

  /** {@return the values by name; after the first, {@code low} and {@code high} of its interval} */
  public Map<String, Double> values() {
    var values = new LinkedHashMap<String, Double>();
    byName.forEach(
        (name, measurement) -> {
          var interval = measurement.interval();
          values.put(name, interval.value());
          if (values.size() == 1) {
            values.put("low", interval.low());
            values.put("high", interval.high());
          }
        });
    return values;
  }

  /** {@return the same, and each metric's {@code NAME_low, NAME_high} and {@code NAME_trials}} */
  public Map<String, Number> all() {
    var all = new LinkedHashMap<String, Number>(values());
    byName.forEach(
        (name, measurement) -> {
          all.put(name + "_low", measurement.interval().low());
          all.put(name + "_high", measurement.interval().high());
          all.put(name + "_trials", measurement.trials());
        });
    return all;
  }

  /** {@return one row per metric: {@code metric, value, low, high, trials}} */
  public Table table() {
    var names = StringColumn.create("metric", byName.keySet());
    var trials =
        LongColumn.create("trials", byName.values().stream().mapToLong(Measurement::trials));
    trials.setPrintFormatter(NumberColumnFormatter.ints());
    return Table.create(
        "metrics",
        names,
        column("value", Interval::value),
        column("low", Interval::low),
        column("high", Interval::high),
        trials);
  }

  private DoubleColumn column(String name, ToDoubleFunction<Interval> value) {
    var intervals = byName.values().stream().map(Measurement::interval);
    var column = DoubleColumn.create(name, intervals.mapToDouble(value));
    column.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(4));
    return column;
  }

  /** One line per metric, such as {@code f1 0.9586 [0.9530, 0.9642] of 5,000}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    byName.forEach(
        (name, measurement) -> {
          var interval = measurement.interval();
          text.append(
              "%-30s %.4f [%.4f, %.4f] of %,d%n"
                  .formatted(
                      name,
                      interval.value(),
                      interval.low(),
                      interval.high(),
                      measurement.trials()));
        });
    return text.toString().stripTrailing();
  }
}
