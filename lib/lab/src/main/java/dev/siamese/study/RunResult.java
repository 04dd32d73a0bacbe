package dev.siamese.study;

import dev.siamese.distance.Distance;
import dev.siamese.loss.LossSpec;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.model.Encoder;
import dev.siamese.training.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The result of one run of an {@link Experiment}.
 *
 * @param loss with its distance, as it was set
 * @param encoder the trained encoder, closed together with this record
 * @param history of the training
 * @param before the test results of the untrained encoder
 * @param after the test results of the trained encoder
 * @param seconds of training, with validation
 */
public record RunResult(
    LossSpec loss,
    Encoder encoder,
    History history,
    FewShotResult before,
    FewShotResult after,
    double seconds)
    implements AutoCloseable {

  /** {@return the distance of the trained encoder: that of the loss} */
  public Distance distance() {
    return encoder.card().distance();
  }

  /**
   * One row per run: {@code loss, distance, error, low, high, eer, samples_per_second, seconds}.
   * Error and equal error rate are from 0 to 1; the interval is Wilson's 95 % interval.
   *
   * @param results of any number of runs
   * @return the table, in the order of the results
   */
  public static Table table(List<RunResult> results) {
    return Table.create(
        "one-shot recognition",
        textColumn("loss", results, RunResult::loss),
        textColumn("distance", results, result -> result.distance()),
        fractionColumn("error", results, result -> result.after.error().value()),
        fractionColumn("low", results, result -> result.after.error().low()),
        fractionColumn("high", results, result -> result.after.error().high()),
        fractionColumn("eer", results, result -> result.after.pairs().equalErrorRate()),
        countColumn("samples_per_second", results, result -> result.history.samplesPerSecond()),
        countColumn("seconds", results, RunResult::seconds));
  }

  /**
   * One row per loss: {@code loss, distance, runs, error, low, high, eer, samples_per_second}. The
   * error is the mean over the runs with its 95 % interval (Student's t).
   *
   * @param results of any number of runs
   * @return the table, in the order of the first run of each loss
   */
  public static Table meansOverSeeds(List<RunResult> results) {
    var runs = new LinkedHashMap<LossSpec, List<RunResult>>();
    results.forEach(
        result -> runs.computeIfAbsent(result.loss, loss -> new ArrayList<>()).add(result));
    var rows = List.copyOf(runs.values());
    Function<List<RunResult>, Interval> error =
        row ->
            Interval.studentMean(values(row, result -> result.after.error().value()))
                .clampedToUnit();
    return Table.create(
        "means over seeds",
        textColumn("loss", rows, row -> row.get(0).loss),
        textColumn("distance", rows, row -> row.get(0).distance()),
        countColumn("runs", rows, List::size),
        fractionColumn("error", rows, row -> error.apply(row).value()),
        fractionColumn("low", rows, row -> error.apply(row).low()),
        fractionColumn("high", rows, row -> error.apply(row).high()),
        fractionColumn(
            "eer", rows, row -> mean(row, result -> result.after.pairs().equalErrorRate())),
        countColumn(
            "samples_per_second",
            rows,
            row -> mean(row, result -> result.history.samplesPerSecond())));
  }

  private static double[] values(List<RunResult> results, ToDoubleFunction<RunResult> value) {
    return results.stream().mapToDouble(value).toArray();
  }

  private static double mean(List<RunResult> results, ToDoubleFunction<RunResult> value) {
    return Interval.studentMean(values(results, value)).value();
  }

  private static <R> StringColumn textColumn(String name, List<R> rows, Function<R, Object> value) {
    return StringColumn.create(name, rows.stream().map(value).map(Object::toString));
  }

  /** A column of numbers from 0 to 1, printed as percentages. */
  private static <R> DoubleColumn fractionColumn(
      String name, List<R> rows, ToDoubleFunction<R> value) {
    return numberColumn(name, rows, value, NumberColumnFormatter.percent(1));
  }

  private static <R> DoubleColumn countColumn(
      String name, List<R> rows, ToDoubleFunction<R> value) {
    return numberColumn(name, rows, value, NumberColumnFormatter.fixedWithGrouping(0));
  }

  private static <R> DoubleColumn numberColumn(
      String name, List<R> rows, ToDoubleFunction<R> value, NumberColumnFormatter formatter) {
    var column = DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
    column.setPrintFormatter(formatter);
    return column;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
