package dev.siamese.metrics;

import java.util.Map;

/** The result of an evaluation: metrics by name, one of which is the primary metric. */
public interface Metrics {

  /** {@return the metrics by name, in a fixed order} NaN: undefined for these data. */
  Map<String, Double> metrics();

  /** {@return the name of the metric that models are compared by} */
  String primaryMetric();

  /** {@return whether a greater value of the primary metric is better} Default: true. */
  default boolean isGreaterBetter() {
    return true;
  }

  /** {@return the value of the primary metric} */
  default double primaryValue() {
    return metrics().get(primaryMetric());
  }
}
