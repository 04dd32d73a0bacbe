package dev.siamese.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What happened in a run, epoch by epoch and step by step. */
public final class History {

  private final IntColumn epoch = IntColumn.create("epoch");
  private final IntColumn step = IntColumn.create("step");
  private final DoubleColumn loss = DoubleColumn.create("loss");
  private final DoubleColumn error = DoubleColumn.create("validation_error");
  private final DoubleColumn validationLoss = DoubleColumn.create("validation_loss");
  private final Map<String, DoubleColumn> metricColumns = new LinkedHashMap<>();
  private final DoubleColumn speed = DoubleColumn.create("images_per_second");
  private final DoubleColumn seconds = DoubleColumn.create("seconds");
  private final Table epochs;
  private final IntColumn stepNumbers = IntColumn.create("step");
  private final DoubleColumn stepLosses = DoubleColumn.create("loss");
  private final Table steps;
  private final List<Epoch> epochRecords = new ArrayList<>();
  private boolean interrupted;

  /** A history without epochs yet. */
  public History(String name) {
    epochs = Table.create(name, epoch, step, loss, error, validationLoss, speed, seconds);
    steps = Table.create(name, stepNumbers, stepLosses);
  }

  /**
   * What is known of an epoch.
   *
   * @param losses of its steps
   * @param validation after it
   * @param samplesPerSecond of the training alone
   * @param seconds since the start of the run
   */
  record Epoch(
      float[] losses, ValidationResult validation, double samplesPerSecond, double seconds) {}

  void add(Epoch last) {
    epochRecords.add(last);
    var losses = last.losses;
    var validation = last.validation;
    // first, because a column that joins a table with rows is filled up to their number
    validation
        .metrics()
        .forEach(
            (metric, value) -> metricColumns.computeIfAbsent(metric, this::column).append(value));
    double sum = 0;
    for (float value : losses) {
      stepNumbers.append(stepNumbers.size() + 1);
      stepLosses.append(value);
      sum += value;
    }
    epoch.append(epoch.size() + 1);
    step.append(stepNumbers.size());
    loss.append(losses.length == 0 ? Double.NaN : sum / losses.length);
    error.append(validation.error());
    validationLoss.append(validation.loss());
    speed.append(last.samplesPerSecond);
    seconds.append(last.seconds);
  }

  private DoubleColumn column(String metric) {
    var column = DoubleColumn.create(metric);
    epochs.addColumns(column);
    return column;
  }

  /** All that was added. */
  List<Epoch> epochRecords() {
    return epochRecords;
  }

  void markInterrupted() {
    interrupted = true;
  }

  /**
   * One row per epoch: epoch, step, mean loss, validation error (from 0 to 1; missing without
   * validation), validation loss, images per second of the training alone, seconds since the start;
   * with validation also {@code active_fraction}, the share of pairs or triplets that still lose,
   * and the metrics of {@link dev.siamese.metrics.EmbeddingStatistics}.
   */
  public Table epochs() {
    return epochs;
  }

  /** One row per step: step, loss. */
  public Table steps() {
    return steps;
  }

  /** The mean loss of the last epoch, NaN before the first. */
  public double lastLoss() {
    return loss.isEmpty() ? Double.NaN : loss.getDouble(loss.size() - 1);
  }

  /** The validation error after the last epoch, NaN if there is none. */
  public double lastValidationError() {
    return error.isEmpty() ? Double.NaN : error.getDouble(error.size() - 1);
  }

  /** Images per second over the whole run, validation not counted. */
  public double samplesPerSecond() {
    return speed.isEmpty() ? Double.NaN : speed.mean();
  }

  /** How long the run took, validation included and interruptions not. */
  public double seconds() {
    return seconds.isEmpty() ? 0 : seconds.getDouble(seconds.size() - 1);
  }

  /** Whether the run was stopped before its end. */
  public boolean interrupted() {
    return interrupted;
  }
}
