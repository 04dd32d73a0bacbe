package dev.siamese.study;

import dev.siamese.loss.Loss;
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
 * What came of one run.
 *
 * @param loss what was made small
 * @param encoder the trained encoder; belongs to whoever asked for the run
 * @param history how it went
 * @param before the test's answers of the untrained encoder
 * @param after the test's answers of the trained one
 * @param seconds that the training took, validation included
 */
public record RunResult(
    Loss loss,
    Encoder encoder,
    History history,
    FewShotResult before,
    FewShotResult after,
    double seconds)
    implements AutoCloseable {

  /**
   * One row per outcome: {@code loss, distance, error, low, high, eer, images_per_second, seconds}.
   * Errors and equal error rate are from 0 to 1, the interval is Wilson's.
   */
  public static Table table(List<RunResult> outcomes) {
    return Table.create(
        "one-shot recognition",
        textColumn("loss", outcomes, RunResult::loss),
        textColumn("distance", outcomes, outcome -> outcome.loss.distance()),
        fractionColumn("error", outcomes, outcome -> outcome.after.error().value()),
        fractionColumn("low", outcomes, outcome -> outcome.after.error().low()),
        fractionColumn("high", outcomes, outcome -> outcome.after.error().high()),
        fractionColumn("eer", outcomes, outcome -> outcome.after.pairs().equalErrorRate()),
        countColumn("images_per_second", outcomes, outcome -> outcome.history.samplesPerSecond()),
        countColumn("seconds", outcomes, RunResult::seconds));
  }

  /**
   * One row per loss over all its runs: {@code loss, distance, runs, error, low, high, eer,
   * images_per_second}, the error being the mean over the runs with its 95 % interval (Student's).
   */
  public static Table meansOverSeeds(List<RunResult> outcomes) {
    var runs = new LinkedHashMap<Loss, List<RunResult>>();
    outcomes.forEach(
        outcome -> runs.computeIfAbsent(outcome.loss, loss -> new ArrayList<>()).add(outcome));
    var rows = List.copyOf(runs.values());
    Function<List<RunResult>, Interval> error =
        row ->
            Interval.studentMean(values(row, outcome -> outcome.after.error().value()))
                .clampedToUnit();
    return Table.create(
        "means over seeds",
        textColumn("loss", rows, row -> row.get(0).loss),
        textColumn("distance", rows, row -> row.get(0).loss.distance()),
        countColumn("runs", rows, List::size),
        fractionColumn("error", rows, row -> error.apply(row).value()),
        fractionColumn("low", rows, row -> error.apply(row).low()),
        fractionColumn("high", rows, row -> error.apply(row).high()),
        fractionColumn(
            "eer", rows, row -> mean(row, outcome -> outcome.after.pairs().equalErrorRate())),
        countColumn(
            "images_per_second",
            rows,
            row -> mean(row, outcome -> outcome.history.samplesPerSecond())));
  }

  private static double[] values(List<RunResult> outcomes, ToDoubleFunction<RunResult> value) {
    return outcomes.stream().mapToDouble(value).toArray();
  }

  private static double mean(List<RunResult> outcomes, ToDoubleFunction<RunResult> value) {
    return Interval.studentMean(values(outcomes, value)).value();
  }

  private static <R> StringColumn textColumn(String name, List<R> rows, Function<R, Object> value) {
    return StringColumn.create(name, rows.stream().map(value).map(Object::toString));
  }

  /** A column that prints per cent but holds, and writes to files, a number from 0 to 1. */
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
