package dev.siamese.experiment;

import dev.siamese.engine.Seed;
import dev.siamese.evaluation.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Detectors compared by how few known frauds they need: each is examined with every number of known
 * frauds and every seed. A seed decides which frauds are known, the same ones for all detectors, and
 * the detector's own chance; the intervals are over both.
 *
 * @param periods to learn from and to be judged on
 * @param known how many frauds of each type are known, such as 1, 5, 25
 * @param seeds one examination for each
 */
public record FewFrauds(FraudTask.Periods periods, List<Integer> known, List<Long> seeds) {

  private static final double ALERTS = 0.01;

  public FewFrauds {
    known = List.copyOf(known);
    seeds = List.copyOf(seeds);
  }

  /**
   * One row per examination: {@code detector, known, seed, average_precision, recall}, the last
   * being the share of frauds among the one per cent with the highest scores. An interrupted thread
   * ends it after the current examination, with what there is.
   */
  public Table run(List<Detector> detectors) {
    var table =
        Table.create(
            "few known frauds",
            StringColumn.create("detector"),
            IntColumn.create("known"),
            LongColumn.create("seed"),
            DoubleColumn.create("average_precision"),
            DoubleColumn.create("recall"));
    for (var detector : detectors) {
      for (int perType : known) {
        for (long seed : seeds) {
          if (Thread.currentThread().isInterrupted()) {
            return table;
          }
          var alerts = periods.examine(detector, perType, new Seed(seed));
          table.stringColumn("detector").append(detector.toString());
          table.intColumn("known").append(perType);
          table.longColumn("seed").append(seed);
          table.doubleColumn("average_precision").append(alerts.averagePrecision());
          table.doubleColumn("recall").append(alerts.recallAt(ALERTS));
        }
      }
    }
    return table;
  }

  /**
   * The means over the seeds with their 95 % intervals, a table per detector: {@code known, mean,
   * low, high}.
   *
   * @param results what {@link #run} gave
   * @param figure {@code average_precision} or {@code recall}
   */
  public static Map<String, Table> means(Table results, String figure) {
    var means = new LinkedHashMap<String, Table>();
    for (var detector : distinct(results, "detector").toList()) {
      var mine = results.where(results.stringColumn("detector").isEqualTo(detector));
      var table =
          Table.create(
              detector,
              IntColumn.create("known"),
              DoubleColumn.create("mean"),
              DoubleColumn.create("low"),
              DoubleColumn.create("high"));
      for (int perType : mine.intColumn("known").unique().asList()) {
        var some = mine.where(mine.intColumn("known").isEqualTo(perType));
        var interval = Interval.mean(some.doubleColumn(figure).asDoubleArray());
        table.intColumn("known").append(perType);
        table.doubleColumn("mean").append(interval.value());
        table.doubleColumn("low").append(interval.low());
        table.doubleColumn("high").append(interval.high());
      }
      means.put(detector, table.sortAscendingOn("known"));
    }
    return means;
  }

  private static Stream<String> distinct(Table table, String column) {
    return table.stringColumn(column).asList().stream().distinct();
  }
}
