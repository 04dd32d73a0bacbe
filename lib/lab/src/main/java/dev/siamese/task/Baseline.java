package dev.siamese.task;

import java.util.List;
import java.util.Map;

/**
 * The results of a simple method without training on the test data of a task.
 *
 * @param name of the method
 * @param measurements its metrics, with the names and the order of {@link Task#measure}
 */
public record Baseline(String name, Measurements measurements) {

  /** Metrics of which a greater value is better; of all others, a smaller one. */
  private static final List<String> GREATER_IS_BETTER =
      List.of("average_precision", "f1", "precision", "recall", "roc_auc", "accuracy");

  /**
   * {@return whether a greater value of a metric is better}
   *
   * @param metric its name
   */
  public static boolean greaterIsBetter(String metric) {
    return GREATER_IS_BETTER.contains(metric) || metric.startsWith("tar@");
  }

  /** {@return the metrics by name, with the names of {@link Task#evaluate}} */
  public Map<String, Double> metrics() {
    return measurements.values();
  }

  /**
   * {@return a sentence that says whether an encoder is better by the first metric, and whether the
   * 95 % intervals overlap}
   *
   * @param encoder its metrics, with the same names
   */
  public String compare(Measurements encoder) {
    var metric = measurements.byName().keySet().iterator().next();
    var ours = encoder.byName().get(metric).interval();
    var simple = measurements.byName().get(metric).interval();
    boolean better =
        greaterIsBetter(metric) ? ours.value() > simple.value() : ours.value() < simple.value();
    boolean overlap = ours.low() <= simple.high() && simple.low() <= ours.high();
    return "The encoder is %sbetter than the baseline (%s)%s: %s %s, baseline %s."
        .formatted(
            better ? "" : "not ",
            name,
            better && overlap ? ", but the 95 % intervals overlap" : "",
            metric,
            ours,
            simple);
  }
}
