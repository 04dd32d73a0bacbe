package dev.siamese.study;

import dev.siamese.metrics.Interval;
import dev.siamese.task.Baseline;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one step of a learning curve to more data gives.
 *
 * @param noun what there is more of
 * @param from the smaller number
 * @param to the larger number
 * @param gains of the metric, one per seed, positive if the larger number is better
 */
record LearningCurveGain(String noun, int from, int to, double[] gains) {

  private Interval interval() {
    return Interval.studentMean(gains);
  }

  private boolean isSure() {
    return gains.length > 1 && interval().low() > 0;
  }

  private double perDoubling() {
    return interval().value() / (Math.log((double) to / from) / Math.log(2));
  }

  /** Such as {@code 40 instead of 20 classes lower it by 5.1 points [2.0, 8.2]}. */
  private String toString(boolean greaterIsBetter) {
    var gain = interval();
    boolean rise = gain.value() >= 0 == greaterIsBetter;
    int sign = gain.value() >= 0 ? 100 : -100;
    double low = Math.min(sign * gain.low(), sign * gain.high());
    double high = Math.max(sign * gain.low(), sign * gain.high());
    var verb = rise ? "raise" : "lower";
    var ends = gains.length < 2 ? "" : String.format(Locale.ROOT, " [%.1f, %.1f]", low, high);
    return String.format(
        Locale.ROOT,
        "%,d instead of %,d %s %s it by %.1f points%s",
        to,
        from,
        noun,
        verb,
        sign * gain.value(),
        ends);
  }

  /**
   * The result of a curve in words.
   *
   * @param data all the training data, in words
   * @param metric its name
   * @param value with all the data
   * @param steps the last step of each line
   */
  static String conclusion(
      String data,
      String metric,
      Interval value,
      List<LearningCurveGain> steps,
      Optional<Baseline> baseline) {
    var name = metric.replace('_', ' ');
    var text = "With %s the %s is %s".formatted(data, name, value);
    var simple = baseline.map(Baseline::metrics).map(metrics -> metrics.get(metric));
    if (simple.isPresent()) {
      text +=
          String.format(
              Locale.ROOT,
              "; the baseline (%s) has %.1f %%",
              baseline.get().name(),
              100 * simple.get());
    }
    if (steps.isEmpty()) {
      return text + ". There is too little training data for smaller parts of it.";
    }
    boolean greater = Baseline.greaterIsBetter(metric);
    var changes =
        steps.stream().map(step -> step.toString(greater)).collect(Collectors.joining(", "));
    return "%s. %s: %s.".formatted(text, changes, advice(steps));
  }

  private static String advice(List<LearningCurveGain> steps) {
    if (steps.get(0).gains.length < 2) {
      return "one seed has no interval, use several before you decide";
    }
    var sure =
        steps.stream()
            .filter(LearningCurveGain::isSure)
            .sorted(Comparator.comparingDouble(LearningCurveGain::perDoubling).reversed())
            .map(LearningCurveGain::noun)
            .toList();
    return switch (sure.size()) {
      case 0 -> "within the intervals the curve is flat, more data is not shown to help";
      case 1 -> "collect more " + sure.get(0);
      default -> "both help; first collect more " + sure.get(0);
    };
  }
}
