package dev.siamese.study;

import dev.siamese.augment.RandomAffine;
import dev.siamese.data.Images;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.TestTimeAugmentation;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * What one trained encoder says to the questions that count.
 *
 * @param name of the encoder
 * @param oneShot its answers, each image seen once
 * @param withTta its answers, each image seen eight times, lightly altered
 * @param verificationAccuracy the share of same and of different pairs that it tells, the mean of
 *     the two, at the threshold of its card, over all pairs; NaN if that has none or there is
 *     nothing to verify
 * @param withinGroupAccuracy the same over the pairs of one group only, such as the characters of
 *     one alphabet, which are harder to tell apart
 */
public record OneShotReport(
    String name,
    FewShotResult oneShot,
    FewShotResult withTta,
    double verificationAccuracy,
    double withinGroupAccuracy) {

  /** What is seen of an image beside itself. */
  private static final TestTimeAugmentation TTA =
      new TestTimeAugmentation(8, new RandomAffine(5, 0.03, 0.08, 0.08), new Seed(0));

  /**
   * Examines an encoder.
   *
   * @param pairs images whose pairs are to be told apart; null for none
   */
  public static OneShotReport of(String name, Encoder encoder, OneShotTask task, Images pairs) {
    var trials = task.test();
    var distance = encoder.card().distance();
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var overViews =
          FewShotResult.evaluate(TTA.embed(encoder, trials.data(), manager), trials, distance);
      double verification = Double.NaN;
      double withinGroups = Double.NaN;
      var threshold = encoder.card().threshold();
      if (pairs != null && threshold != null) {
        var embeddings = encoder.embed(pairs, manager);
        var labels = IntStream.range(0, pairs.size()).map(pairs::label).toArray();
        var all = VerificationPairs.all(embeddings, labels, distance);
        verification = all.metricsAt(threshold).balancedAccuracy();
        var within = VerificationPairs.withinGroups(embeddings, pairs, distance);
        withinGroups = within.metricsAt(threshold).balancedAccuracy();
      }
      var oneShot = FewShotResult.evaluate(encoder, trials);
      return new OneShotReport(name, oneShot, overViews, verification, withinGroups);
    }
  }

  /**
   * The mean error of several encoders with its 95 % interval; of one, with that of its answers.
   */
  public static Interval meanError(List<OneShotReport> all) {
    return all.size() == 1
        ? all.get(0).oneShot.error()
        : Interval.studentMean(
                all.stream().mapToDouble(each -> each.oneShot.error().value()).toArray())
            .clampedToUnit();
  }

  /** The same figures for a log: {@code encoder, trials} and the columns of {@link #table}. */
  public Map<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("encoder", name);
    row.put("trials", oneShot.predictions().size());
    row.putAll(metrics(oneShot.error(), List.of(this)));
    return row;
  }

  /**
   * One row per encoder and, of several, their mean: {@code encoder, error, low, high,
   * error_8_views, verification, within_groups}, from 0 to 1.
   */
  public static Table table(List<OneShotReport> all) {
    var names = StringColumn.create("encoder");
    var table = Table.create("one-shot recognition", names);
    all.forEach(each -> append(table, each.name, metrics(each.oneShot.error(), List.of(each))));
    if (all.size() > 1) {
      append(table, "mean of " + all.size(), metrics(meanError(all), all));
    }
    return table;
  }

  private static Map<String, Double> metrics(Interval error, List<OneShotReport> some) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("error", error.value());
    figures.put("low", error.low());
    figures.put("high", error.high());
    figures.put("error_8_views", mean(some, each -> each.withTta.error().value()));
    figures.put("verification", mean(some, OneShotReport::verificationAccuracy));
    figures.put("within_groups", mean(some, OneShotReport::withinGroupAccuracy));
    return figures;
  }

  private static double mean(List<OneShotReport> some, ToDoubleFunction<OneShotReport> figure) {
    return some.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static void append(Table table, String name, Map<String, Double> figures) {
    for (var figure : figures.entrySet()) {
      if (!table.containsColumn(figure.getKey())) {
        var column = DoubleColumn.create(figure.getKey());
        column.setPrintFormatter(NumberColumnFormatter.percent(2));
        table.addColumns(column);
      }
      table.doubleColumn(figure.getKey()).append(figure.getValue());
    }
    table.stringColumn("encoder").append(name);
  }
}
