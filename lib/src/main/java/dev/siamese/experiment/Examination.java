package dev.siamese.experiment;

import dev.siamese.augment.Affine;
import dev.siamese.data.Images;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.evaluation.Interval;
import dev.siamese.evaluation.OneShot;
import dev.siamese.evaluation.Pairs;
import dev.siamese.evaluation.Views;
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
 * @param overViews its answers, each image seen eight times, lightly altered
 * @param verification the share of same and of different pairs that it tells, the mean of the two,
 *     at the threshold of its card, over all pairs; NaN if that has none or there is nothing to
 *     verify
 * @param withinGroups the same over the pairs of one group only, such as the characters of one
 *     alphabet, which are harder to tell apart
 */
public record Examination(
    String name, OneShot oneShot, OneShot overViews, double verification, double withinGroups) {

  /** What is seen of an image beside itself. */
  private static final Views VIEWS = new Views(8, new Affine(5, 0.03, 0.08, 0.08), new Seed(0));

  /**
   * Examines an encoder.
   *
   * @param pairs images whose pairs are to be told apart; null for none
   */
  public static Examination of(String name, Encoder encoder, OneShotTask task, Images pairs) {
    var trials = task.test();
    var distance = encoder.card().distance();
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var overViews = OneShot.ask(VIEWS.embed(encoder, trials.data(), manager), trials, distance);
      double verification = Double.NaN;
      double withinGroups = Double.NaN;
      var threshold = encoder.card().threshold();
      if (pairs != null && threshold != null) {
        var embeddings = encoder.embed(pairs, manager);
        var labels = IntStream.range(0, pairs.size()).map(pairs::label).toArray();
        var all = Pairs.all(embeddings, labels, distance);
        verification = all.at(threshold).balancedAccuracy();
        var within = Pairs.withinGroups(embeddings, pairs, distance);
        withinGroups = within.at(threshold).balancedAccuracy();
      }
      var oneShot = OneShot.ask(encoder, trials);
      return new Examination(name, oneShot, overViews, verification, withinGroups);
    }
  }

  /**
   * The mean error of several encoders with its 95 % interval; of one, with that of its answers.
   */
  public static Interval error(List<Examination> all) {
    return all.size() == 1
        ? all.get(0).oneShot.error()
        : Interval.mean(all.stream().mapToDouble(each -> each.oneShot.error().value()).toArray())
            .ofShare();
  }

  /** The same figures for a log: {@code encoder, trials} and the columns of {@link #table}. */
  public Map<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("encoder", name);
    row.put("trials", oneShot.answers().size());
    row.putAll(figures(oneShot.error(), List.of(this)));
    return row;
  }

  /**
   * One row per encoder and, of several, their mean: {@code encoder, error, low, high,
   * error_8_views, verification, within_groups}, from 0 to 1.
   */
  public static Table table(List<Examination> all) {
    var names = StringColumn.create("encoder");
    var table = Table.create("one-shot recognition", names);
    all.forEach(each -> append(table, each.name, figures(each.oneShot.error(), List.of(each))));
    if (all.size() > 1) {
      append(table, "mean of " + all.size(), figures(error(all), all));
    }
    return table;
  }

  private static Map<String, Double> figures(Interval error, List<Examination> some) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("error", error.value());
    figures.put("low", error.low());
    figures.put("high", error.high());
    figures.put("error_8_views", mean(some, each -> each.overViews.error().value()));
    figures.put("verification", mean(some, Examination::verification));
    figures.put("within_groups", mean(some, Examination::withinGroups));
    return figures;
  }

  private static double mean(List<Examination> some, ToDoubleFunction<Examination> figure) {
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
