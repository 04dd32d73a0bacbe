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
 * Compares detectors by the number of known frauds that they need. Each is evaluated with every
 * number of known frauds and every seed. A seed determines which frauds are known, the same ones
 * for all detectors, and the randomness of the detector.
 *
 * @param split the training and the test claims
 * @param labelsPerClass the numbers of known frauds of each type, such as 1, 5, 25
 * @param seeds of the repetitions
 */
public record LabelBudgetStudy(
    FraudTask.TemporalSplit split, List<Integer> labelsPerClass, List<Long> seeds) {

  /**
   * The result of one evaluation.
   *
   * @param detector its name
   * @param labelsPerClass the number of known frauds of each type
   * @param seed of the known frauds and of the detector
   * @param metrics on the test claims
   */
  public record Result(String detector, int labelsPerClass, long seed, DetectionMetrics metrics) {}

  /**
   * Copies the lists.
   *
   * @param split the training and the test claims
   * @param labelsPerClass each at least 1
   * @param seeds one per repetition
   */
  public LabelBudgetStudy {
    labelsPerClass = List.copyOf(labelsPerClass);
    seeds = List.copyOf(seeds);
  }

  /**
   * Evaluates all detectors, one after the other. An interrupted thread returns the results so far
   * after the current evaluation.
   *
   * @param detectors with different names
   * @return one result for each detector, number of known frauds and seed
   */
  public List<Result> run(List<Detector> detectors) {
    return run(detectors, result -> {});
  }

  /**
   * Evaluates all detectors.
   *
   * @param detectors with different names
   * @param listener receives every result immediately
   * @return one result for each detector, number of known frauds and seed
   */
  public List<Result> run(List<Detector> detectors, Consumer<Result> listener) {
    var results = new ArrayList<Result>();
    for (var detector : detectors) {
      for (int labels : labelsPerClass) {
        for (long seed : seeds) {
          if (Thread.currentThread().isInterrupted()) {
            return results;
          }
          var metrics = detector.evaluate(split, labels, new Seed(seed));
          var result = new Result(detector.toString(), labels, seed, metrics);
          results.add(result);
          listener.accept(result);
        }
      }
    }
    return results;
  }

  /**
   * The average precision by the number of known frauds, one table per detector: {@code
   * labels_per_class, average_precision, low, high}, the mean over the seeds with its 95 %
   * interval.
   *
   * @param results of any number of detectors
   * @return the tables by detector, in the order of the results
   */
  public static Map<String, Table> averagePrecision(List<Result> results) {
    var tables = new LinkedHashMap<String, Table>();
    byDetector(results)
        .forEach(
            (detector, own) -> {
              var labels = IntColumn.create("labels_per_class");
              var mean = DoubleColumn.create("average_precision");
              var low = DoubleColumn.create("low");
              var high = DoubleColumn.create("high");
              byLabelsPerClass(own)
                  .forEach(
                      (count, runs) -> {
                        var interval = mean(runs, DetectionMetrics::averagePrecision);
                        labels.append(count);
                        mean.append(interval.value());
                        low.append(interval.low());
                        high.append(interval.high());
                      });
              tables.put(detector, Table.create(detector, labels, mean, low, high));
            });
    return tables;
  }

  /**
   * One row per detector and number of known frauds, as percentages with 95 % intervals over the
   * seeds: {@code detector, labels per class, average precision, recall at top 1 %}.
   *
   * @param results of any number of detectors
   * @return the table, in the order of the results
   */
  public static Table table(List<Result> results) {
    var detectors = StringColumn.create("detector");
    var labels = IntColumn.create("labels per class");
    var precision = StringColumn.create("average precision");
    var recall = StringColumn.create("recall at top 1 %");
    byDetector(results)
        .forEach(
            (detector, own) ->
                byLabelsPerClass(own)
                    .forEach(
                        (count, runs) -> {
                          detectors.append(detector);
                          labels.append(count);
                          precision.append(
                              mean(runs, DetectionMetrics::averagePrecision).toString());
                          recall.append(
                              mean(runs, metrics -> metrics.recallAtTopFraction(0.01)).toString());
                        }));
    return Table.create("label budget", detectors, labels, precision, recall);
  }

  /**
   * {@return the mean difference in average precision of two detectors with the same known frauds,
   * with its 95 % interval over the seeds; positive if the first detector is better}
   *
   * @param results with the same seeds for both detectors
   * @param first name of one detector
   * @param second name of the other detector
   * @param labelsPerClass the number of known frauds of each type
   */
  public static Interval pairedDifference(
      List<Result> results, String first, String second, int labelsPerClass) {
    var ofFirst = byLabelsPerClass(byDetector(results).get(first)).get(labelsPerClass);
    var ofSecond = byLabelsPerClass(byDetector(results).get(second)).get(labelsPerClass);
    var differences = new double[ofFirst.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] =
          ofFirst.get(i).metrics.averagePrecision() - ofSecond.get(i).metrics.averagePrecision();
    }
    return Interval.studentMean(differences);
  }

  /**
   * {@return the metrics of each detector with one number of known frauds, one entry for each seed}
   *
   * @param results of any number of detectors
   * @param labelsPerClass the number of known frauds of each type
   */
  public static Map<String, List<DetectionMetrics>> metrics(
      List<Result> results, int labelsPerClass) {
    return results.stream()
        .filter(result -> result.labelsPerClass == labelsPerClass)
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

  private static Interval mean(List<Result> results, ToDoubleFunction<DetectionMetrics> metric) {
    return Interval.studentMean(
            results.stream().mapToDouble(each -> metric.applyAsDouble(each.metrics)).toArray())
        .clampedToUnit();
  }
}
