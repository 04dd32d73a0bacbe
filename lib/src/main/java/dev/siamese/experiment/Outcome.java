package dev.siamese.experiment;

import dev.siamese.encoder.Encoder;
import dev.siamese.evaluation.Interval;
import dev.siamese.evaluation.OneShot;
import dev.siamese.loss.Loss;
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
public record Outcome(
    Loss loss, Encoder encoder, History history, OneShot before, OneShot after, double seconds)
    implements AutoCloseable {

  /**
   * One row per outcome: {@code loss, distance, error, low, high, eer, images_per_second, seconds}.
   * Errors and equal error rate are from 0 to 1, the interval is Wilson's.
   */
  public static Table table(List<Outcome> outcomes) {
    return Table.create(
        "one-shot recognition",
        text("loss", outcomes, Outcome::loss),
        text("distance", outcomes, outcome -> outcome.loss.distance()),
        share("error", outcomes, outcome -> outcome.after.error().value()),
        share("low", outcomes, outcome -> outcome.after.error().low()),
        share("high", outcomes, outcome -> outcome.after.error().high()),
        share("eer", outcomes, outcome -> outcome.after.pairs().equalErrorRate()),
        count("images_per_second", outcomes, outcome -> outcome.history.imagesPerSecond()),
        count("seconds", outcomes, Outcome::seconds));
  }

  /**
   * One row per loss over all its runs: {@code loss, distance, runs, error, low, high, eer,
   * images_per_second}, the error being the mean over the runs with its 95 % interval (Student's).
   */
  public static Table means(List<Outcome> outcomes) {
    var runs = new LinkedHashMap<Loss, List<Outcome>>();
    outcomes.forEach(
        outcome -> runs.computeIfAbsent(outcome.loss, loss -> new ArrayList<>()).add(outcome));
    var rows = List.copyOf(runs.values());
    Function<List<Outcome>, Interval> error =
        row -> Interval.mean(numbers(row, outcome -> outcome.after.error().value())).ofShare();
    return Table.create(
        "means over seeds",
        text("loss", rows, row -> row.get(0).loss),
        text("distance", rows, row -> row.get(0).loss.distance()),
        count("runs", rows, List::size),
        share("error", rows, row -> error.apply(row).value()),
        share("low", rows, row -> error.apply(row).low()),
        share("high", rows, row -> error.apply(row).high()),
        share("eer", rows, row -> mean(row, outcome -> outcome.after.pairs().equalErrorRate())),
        count(
            "images_per_second",
            rows,
            row -> mean(row, outcome -> outcome.history.imagesPerSecond())));
  }

  private static double[] numbers(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    return outcomes.stream().mapToDouble(value).toArray();
  }

  private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    return Interval.mean(numbers(outcomes, value)).value();
  }

  private static <R> StringColumn text(String name, List<R> rows, Function<R, Object> value) {
    return StringColumn.create(name, rows.stream().map(value).map(Object::toString));
  }

  /** A column that prints per cent but holds, and writes to files, a number from 0 to 1. */
  private static <R> DoubleColumn share(String name, List<R> rows, ToDoubleFunction<R> value) {
    return number(name, rows, value, NumberColumnFormatter.percent(1));
  }

  private static <R> DoubleColumn count(String name, List<R> rows, ToDoubleFunction<R> value) {
    return number(name, rows, value, NumberColumnFormatter.fixedWithGrouping(0));
  }

  private static <R> DoubleColumn number(
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
