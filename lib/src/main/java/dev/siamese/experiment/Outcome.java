package dev.siamese.experiment;

import dev.siamese.encoder.Encoder;
import dev.siamese.evaluation.OneShot;
import dev.siamese.loss.Loss;
import dev.siamese.training.History;
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

  private static StringColumn text(
      String name, List<Outcome> outcomes, Function<Outcome, Object> value) {
    return StringColumn.create(name, outcomes.stream().map(value).map(Object::toString));
  }

  /** A column that prints per cent but holds, and writes to files, a number from 0 to 1. */
  private static DoubleColumn share(
      String name, List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    return number(name, outcomes, value, NumberColumnFormatter.percent(1));
  }

  private static DoubleColumn count(
      String name, List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
    return number(name, outcomes, value, NumberColumnFormatter.fixedWithGrouping(0));
  }

  private static DoubleColumn number(
      String name,
      List<Outcome> outcomes,
      ToDoubleFunction<Outcome> value,
      NumberColumnFormatter formatter) {
    var column = DoubleColumn.create(name, outcomes.stream().mapToDouble(value).toArray());
    column.setPrintFormatter(formatter);
    return column;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
