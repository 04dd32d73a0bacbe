package dev.siamese.study;

import dev.siamese.metrics.DetectionMetrics;
import dev.siamese.metrics.Interval;
import dev.siamese.task.FraudTask;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Detectors compared by how few known frauds they need: each is examined with every number of known
 * frauds and every seed. A seed decides which frauds are known, the same for all detectors, and the
 * detector's own chance; the intervals are over both.
 *
 * @param split to learn from and to be judged on
 * @param labelsPerClass how many frauds of each type are known, such as 1, 5, 25
 * @param seeds one examination for each
 */
public record LabelBudgetStudy(
    FraudTask.TemporalSplit split, List<Integer> labelsPerClass, List<Long> seeds) {

  /**
   * One examination.
   *
   * @param detector its name
   * @param labelsPerClass how many frauds of each type were
   * @param seed that decided which
   * @param metrics what it said of the future
   */
  public record Result(String detector, int labelsPerClass, long seed, DetectionMetrics metrics) {}

  public LabelBudgetStudy {
    labelsPerClass = List.copyOf(labelsPerClass);
    seeds = List.copyOf(seeds);
  }

  /**
   * Examines them all, the first detector first. An interrupted thread ends it after the current
   * examination, with what there is.
   */
  public List<Result> run(List<Detector> detectors) {
    return run(detectors, result -> {});
  }

  /**
   * The same, with somebody looking on.
   *
   * @param watcher is given every result as soon as it is there
   */
  public List<Result> run(List<Detector> detectors, Consumer<Result> watcher) {
    var results = new ArrayList<Result>();
    for (var detector : detectors) {
      for (int perType : labelsPerClass) {
        for (long seed : seeds) {
          if (Thread.currentThread().isInterrupted()) {
            return results;
          }
          var alerts = split.evaluate(detector, perType, new Seed(seed));
          var result = new Result(detector.toString(), perType, seed, alerts);
          results.add(result);
          watcher.accept(result);
        }
      }
    }
    return results;
  }

  /**
   * The average precision by the number of known frauds, a table per detector: {@code known,
   * average_precision, low, high}, the mean over the seeds and its 95 % interval.
   */
  public static Map<String, Table> averagePrecision(List<Result> results) {
    var tables = new LinkedHashMap<String, Table>();
    byDetector(results)
        .forEach(
            (detector, mine) -> {
              var known = IntColumn.create("known");
              var mean = DoubleColumn.create("average_precision");
              var low = DoubleColumn.create("low");
              var high = DoubleColumn.create("high");
              byLabelsPerClass(mine)
                  .forEach(
                      (perType, some) -> {
                        var interval = mean(some, DetectionMetrics::averagePrecision);
                        known.append(perType);
                        mean.append(interval.value());
                        low.append(interval.low());
                        high.append(interval.high());
                      });
              tables.put(detector, Table.create(detector, known, mean, low, high));
            });
    return tables;
  }

  /**
   * One row per detector and number of known frauds, as percentages with 95 % intervals over the
   * seeds: {@code detector, known, average precision, recall at 1 % alerts}.
   */
  public static Table table(List<Result> results) {
    var detectors = StringColumn.create("detector");
    var known = IntColumn.create("known per type");
    var precision = StringColumn.create("average precision");
    var recall = StringColumn.create("recall at 1 % alerts");
    byDetector(results)
        .forEach(
            (detector, mine) ->
                byLabelsPerClass(mine)
                    .forEach(
                        (perType, some) -> {
                          detectors.append(detector);
                          known.append(perType);
                          precision.append(
                              mean(some, DetectionMetrics::averagePrecision).toString());
                          recall.append(
                              mean(some, alerts -> alerts.recallAtTopFraction(0.01)).toString());
                        }));
    return Table.create("few known frauds", detectors, known, precision, recall);
  }

  /**
   * How much greater one detector's average precision is than another's with the same known frauds,
   * the mean over the seeds and its 95 % interval: positive if the first is ahead.
   */
  public static Interval pairedDifference(
      List<Result> results, String first, String second, int perType) {
    var mine = byLabelsPerClass(byDetector(results).get(first)).get(perType);
    var other = byLabelsPerClass(byDetector(results).get(second)).get(perType);
    var leads = new double[mine.size()];
    for (int i = 0; i < leads.length; i++) {
      leads[i] = mine.get(i).metrics.averagePrecision() - other.get(i).metrics.averagePrecision();
    }
    return Interval.studentMean(leads);
  }

  /** The alerts of each detector with so many frauds known, one for each seed. */
  public static Map<String, List<DetectionMetrics>> metrics(List<Result> results, int perType) {
    return results.stream()
        .filter(result -> result.labelsPerClass == perType)
        .collect(
            Collectors.groupingBy(
                Result::detector,
                LinkedHashMap::new,
                Collectors.mapping(Result::metrics, Collectors.toList())));
  }

  private static Map<String, List<Result>> byDetector(List<Result> results) {
    return results.stream()
        .collect(Collectors.groupingBy(Result::detector, LinkedHashMap::new, Collectors.toList()));
  }

  private static Map<Integer, List<Result>> byLabelsPerClass(List<Result> results) {
    return results.stream()
        .collect(
            Collectors.groupingBy(Result::labelsPerClass, LinkedHashMap::new, Collectors.toList()));
  }

  private static Interval mean(List<Result> results, ToDoubleFunction<DetectionMetrics> figure) {
    return Interval.studentMean(
            results.stream().mapToDouble(each -> figure.applyAsDouble(each.metrics)).toArray())
        .clampedToUnit();
  }
}
