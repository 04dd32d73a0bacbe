package dev.siamese.task;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of a simple method without training on the test data of a task.
 *
 * @param name of the method
 * @param metrics by name, with the names and the order of {@link Task#evaluate}
 */
public record Baseline(String name, Map<String, Double> metrics) {

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

  /**
   * {@return a sentence that says whether an encoder is better by the first metric}
   *
   * @param encoder its metrics, with the same names
   */
  public String compare(Map<String, Double> encoder) {
    var metric = metrics.keySet().iterator().next();
    double ours = encoder.get(metric);
    double simple = metrics.get(metric);
    boolean better = greaterIsBetter(metric) ? ours > simple : ours < simple;
    return String.format(
        Locale.ROOT,
        "The encoder is %sbetter than the baseline (%s): %s %.1f %%, baseline %.1f %%.",
        better ? "" : "not ",
        name,
        metric,
        100 * ours,
        100 * simple);
  }
}
