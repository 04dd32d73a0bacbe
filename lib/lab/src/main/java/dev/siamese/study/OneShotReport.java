package dev.siamese.study;

import dev.siamese.augment.RandomAffine;
import dev.siamese.data.Images;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The test results of one trained encoder in one-shot recognition and verification.
 *
 * @param name of the encoder
 * @param oneShot the results without test-time augmentation
 * @param withTta the results with embeddings averaged over eight augmented versions of each image
 * @param verificationAccuracy the balanced accuracy over all pairs of the verification images at
 *     the threshold of the encoder's card; NaN without a threshold or without images
 * @param withinGroupAccuracy the same over the pairs within a group, such as the characters of one
 *     alphabet, which are harder to tell apart
 */
public record OneShotReport(
    String name,
    FewShotResult oneShot,
    FewShotResult withTta,
    double verificationAccuracy,
    double withinGroupAccuracy) {

  private static final TestTimeAugmentation TTA =
      new TestTimeAugmentation(
          8, RandomAffine.none().degrees(5).translate(0.03).scale(0.08).shear(0.08), new Seed(0));

  /**
   * Evaluates an encoder.
   *
   * @param name of the encoder in tables
   * @param encoder trained, on any device
   * @param task whose test episodes are evaluated
   * @param images whose pairs are to be verified; empty for no verification
   * @return the errors with and without test-time augmentation, and the verification
   */
  public static OneShotReport of(
      String name, Encoder encoder, OneShotTask task, Optional<Images> images) {
    var episodes = task.test();
    var distance = encoder.card().distance();
    try (var manager = Torch.manager(encoder.device())) {
      var withTta =
          FewShotResult.evaluate(TTA.embed(encoder, episodes.data(), manager), episodes, distance);
      double verification = Double.NaN;
      double withinGroups = Double.NaN;
      var threshold = encoder.card().threshold();
      if (images.isPresent() && threshold.isPresent()) {
        var embeddings = encoder.embed(images.get(), manager);
        verification =
            VerificationPairs.all(embeddings, images.get().labels(), distance)
                .metricsAt(threshold.getAsDouble())
                .balancedAccuracy();
        withinGroups =
            VerificationPairs.withinGroups(embeddings, images.get(), distance)
                .metricsAt(threshold.getAsDouble())
                .balancedAccuracy();
      }
      var oneShot = FewShotResult.evaluate(encoder, episodes);
      return new OneShotReport(name, oneShot, withTta, verification, withinGroups);
    }
  }

  /**
   * {@return the mean error of several encoders with its 95 % interval (Student's t); for one
   * encoder, its error with Wilson's interval}
   *
   * @param reports at least one
   */
  public static Interval meanError(List<OneShotReport> reports) {
    return reports.size() == 1
        ? reports.get(0).oneShot.error()
        : Interval.studentMean(
                reports.stream().mapToDouble(each -> each.oneShot.error().value()).toArray())
            .clampedToUnit();
  }

  /**
   * {@return the metrics as a row of a log: {@code encoder, trials} and the columns of {@link
   * #table}}
   */
  public Map<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("encoder", name);
    row.put("trials", oneShot.predictions().size());
    row.putAll(metrics(oneShot.error(), List.of(this)));
    return row;
  }

  /**
   * One row per encoder and, for several, one for their mean: {@code encoder, error, low, high,
   * error_tta, verification_accuracy, within_group_accuracy}, from 0 to 1.
   *
   * @param reports at least one
   * @return the table, from 0 to 1
   */
  public static Table table(List<OneShotReport> reports) {
    var names = StringColumn.create("encoder");
    var table = Table.create("one-shot recognition", names);
    reports.forEach(each -> append(table, each.name, metrics(each.oneShot.error(), List.of(each))));
    if (reports.size() > 1) {
      append(table, "mean of " + reports.size(), metrics(meanError(reports), reports));
    }
    return table;
  }

  private static Map<String, Double> metrics(Interval error, List<OneShotReport> reports) {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("error", error.value());
    metrics.put("low", error.low());
    metrics.put("high", error.high());
    metrics.put("error_tta", mean(reports, each -> each.withTta.error().value()));
    metrics.put("verification_accuracy", mean(reports, OneShotReport::verificationAccuracy));
    metrics.put("within_group_accuracy", mean(reports, OneShotReport::withinGroupAccuracy));
    return metrics;
  }

  private static double mean(List<OneShotReport> reports, ToDoubleFunction<OneShotReport> metric) {
    return reports.stream().mapToDouble(metric).average().orElseThrow();
  }

  private static void append(Table table, String name, Map<String, Double> metrics) {
    for (var metric : metrics.entrySet()) {
      if (!table.containsColumn(metric.getKey())) {
        var column = DoubleColumn.create(metric.getKey());
        column.setPrintFormatter(NumberColumnFormatter.percent(2));
        table.addColumns(column);
      }
      table.doubleColumn(metric.getKey()).append(metric.getValue());
    }
    table.stringColumn("encoder").append(name);
  }
}
