package dev.siamese.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Row;

/**
 * The result of one training of a {@link LearningCurveStudy}, a row of its {@code runs.csv}.
 *
 * @param classes the number of training classes; 1 if they count as one
 * @param samples the mean number of samples per class
 * @param trainingSamples the number of all samples
 * @param seed of the draw of the samples and of the training
 * @param stepsPerEpoch of the training
 * @param seconds of training and evaluation
 * @param metrics of the test by name, in the order of importance
 */
public record LearningCurveRun(
    int classes,
    int samples,
    int trainingSamples,
    long seed,
    int stepsPerEpoch,
    double seconds,
    Map<String, Double> metrics) {

  private static final List<String> COLUMNS =
      List.of(
          "classes", "samples_per_class", "training_samples", "seed", "steps_per_epoch", "seconds");

  /** The columns are these components and then the metrics. */
  Map<String, Object> toRow() {
    var values = List.of(classes, samples, trainingSamples, seed, stepsPerEpoch, seconds);
    var row = new LinkedHashMap<String, Object>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      row.put(COLUMNS.get(i), values.get(i));
    }
    row.putAll(metrics);
    return row;
  }

  static LearningCurveRun of(Row row) {
    var metrics = new LinkedHashMap<String, Double>();
    for (var name : row.columnNames()) {
      if (!COLUMNS.contains(name)) {
        metrics.put(name, row.getNumber(name));
      }
    }
    return new LearningCurveRun(
        integer(row, 0),
        integer(row, 1),
        integer(row, 2),
        (long) row.getNumber(COLUMNS.get(3)),
        integer(row, 4),
        row.getNumber(COLUMNS.get(5)),
        metrics);
  }

  private static int integer(Row row, int column) {
    return (int) row.getNumber(COLUMNS.get(column));
  }
}
