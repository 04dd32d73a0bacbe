package dev.siamese.task;

import java.util.LinkedHashMap;
import java.util.Map;

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
  public Map<String, Double> all() {
    var all = values();
    byName.forEach(
        (name, measurement) -> {
          all.put(name + "_low", measurement.interval().low());
          all.put(name + "_high", measurement.interval().high());
          all.put(name + "_trials", (double) measurement.trials());
        });
    return all;
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
