package dev.siamese.study;

import dev.siamese.augment.RandomAffine;
import dev.siamese.data.Images;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.task.Measurement;
import dev.siamese.task.Measurements;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The test results of one trained encoder in one-shot recognition and verification.
 *
 * @param name of the encoder
 * @param oneShot the results without test-time augmentation
 * @param metrics {@code error}; {@code error_tta}, with embeddings averaged over eight augmented
 *     versions of each image; {@code verification_accuracy}, the balanced accuracy over all pairs
 *     of the verification images at the threshold of the encoder's card; {@code
 *     within_group_accuracy}, the same over the pairs within a group, such as the characters of one
 *     alphabet, which are harder to tell apart; the last two are missing without a threshold or
 *     without images
 */
public record OneShotReport(String name, FewShotResult oneShot, Measurements metrics) {

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
    var metrics = new LinkedHashMap<String, Measurement>();
    var oneShot = FewShotResult.evaluate(encoder, episodes);
    metrics.put("error", Measurement.error(oneShot));
    try (var manager = Torch.manager(encoder.device())) {
      var augmented = TTA.embed(encoder, episodes.data(), manager);
      var averaged = FewShotResult.evaluate(augmented, episodes, distance);
      metrics.put("error_tta", Measurement.error(averaged));
      var threshold = encoder.card().threshold();
      if (images.isPresent() && threshold.isPresent()) {
        var embeddings = encoder.embed(images.get(), manager);
        var all = VerificationPairs.all(embeddings, images.get().labels(), distance);
        var within = VerificationPairs.withinGroups(embeddings, images.get(), distance);
        int samples = images.get().size();
        double t = threshold.getAsDouble();
        metrics.put("verification_accuracy", Measurement.balancedAccuracy(all, t, samples));
        metrics.put("within_group_accuracy", Measurement.balancedAccuracy(within, t, samples));
      }
    }
    return new OneShotReport(name, oneShot, new Measurements(metrics));
  }

  /**
   * {@return the metrics that all encoders have: of several, the means with their 95 % intervals
   * (Student's t), each encoder being a trial; of one, its own}
   *
   * @param reports at least one
   */
  public static Measurements mean(List<OneShotReport> reports) {
    if (reports.size() == 1) {
      return reports.get(0).metrics;
    }
    var means = new LinkedHashMap<String, Measurement>();
    for (var name : reports.get(0).metrics.byName().keySet()) {
      var each = reports.stream().map(report -> report.metrics.byName().get(name)).toList();
      if (!each.contains(null)) {
        var values = each.stream().mapToDouble(one -> one.interval().value()).toArray();
        var mean = Interval.studentMean(values).clampedToUnit();
        means.put(name, new Measurement(mean, values.length));
      }
    }
    return new Measurements(means);
  }

  /**
   * {@return the metrics as a row of a log: {@code encoder, trials, error, low, high, error_tta,
   * verification_accuracy, within_group_accuracy}; NaN for a missing one}
   */
  public Map<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("encoder", name);
    row.put("trials", oneShot.predictions().size());
    row.putAll(metrics.values());
    row.putIfAbsent("verification_accuracy", Double.NaN);
    row.putIfAbsent("within_group_accuracy", Double.NaN);
    return row;
  }

  /**
   * One row per encoder and metric and, for several encoders, one per metric for the mean: {@code
   * encoder, metric, value, low, high, trials}.
   *
   * @param reports at least one
   * @return the table, with fractions from 0 to 1
   */
  public static Table table(List<OneShotReport> reports) {
    var parts = new ArrayList<Table>();
    reports.forEach(each -> parts.add(table(each.name, each.metrics)));
    if (reports.size() > 1) {
      parts.add(table("mean of " + reports.size(), mean(reports)));
    }
    var table = parts.get(0);
    parts.subList(1, parts.size()).forEach(table::append);
    return table.setName("one-shot recognition");
  }

  private static Table table(String name, Measurements metrics) {
    var table = metrics.table();
    var names = StringColumn.create("encoder", Collections.nCopies(table.rowCount(), name));
    return table.insertColumn(0, names);
  }
}
