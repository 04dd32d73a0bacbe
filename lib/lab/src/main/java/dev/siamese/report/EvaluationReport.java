package dev.siamese.report;

import dev.siamese.chart.DistanceHistogram;
import dev.siamese.chart.ReliabilityChart;
import dev.siamese.metrics.Calibration;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import java.nio.file.Path;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The page of an evaluation: results, distances of test pairs, and their probabilities.
 *
 * <p>Not thread-safe.
 */
public final class EvaluationReport {

  private final HtmlPage page = new HtmlPage("Evaluation");

  /**
   * Adds the results of an encoder.
   *
   * @param name of the encoder
   * @param task what it is evaluated on, in words
   * @param results with one row per encoder or metric
   */
  public void add(String name, String task, Table results) {
    page.heading(name).text(task).table(results);
  }

  /**
   * Adds the distances of test pairs, and how reliable the probabilities are that the encoder's
   * calibration gives them.
   *
   * @param encoder whose card may have a calibration
   * @param test pairs that neither the encoder nor the calibration is fitted to
   */
  public void addPairs(Encoder encoder, PairDistances test) {
    page.heading("Verification").text(test + ".");
    var distance = encoder.card().distance() + " distance";
    var histogram = DistanceHistogram.of("Test pairs", distance, test.positive(), test.negative());
    var calibration = Calibration.of(encoder.card());
    page.chart(histogram);
    if (calibration.isEmpty()) {
      page.text(
          "The encoder's file has no calibration of probabilities: it was trained without validation, or by an earlier version.");
      return;
    }
    var reliability = calibration.get().reliability(test);
    page.chart(new ReliabilityChart("Probability of one class", reliability));
    page.text(
        String.format(
            Locale.ROOT,
            "%s. The probabilities are fitted to validation pairs, %.1f %% of which are of one class, and computed for the fraction among the test pairs, %.1f %%. Pairs share samples, so that the intervals are too narrow.",
            reliability,
            100 * calibration.get().baseRate(),
            100 * reliability.baseRate()));
    page.table(bins(reliability));
  }

  private static Table bins(Calibration.Reliability reliability) {
    var predicted = DoubleColumn.create("predicted");
    var observed = DoubleColumn.create("observed");
    var low = DoubleColumn.create("low");
    var high = DoubleColumn.create("high");
    var pairs = IntColumn.create("pairs");
    for (var bin : reliability.bins()) {
      predicted.append(bin.predicted());
      observed.append(bin.observed().value());
      low.append(bin.observed().low());
      high.append(bin.observed().high());
      pairs.append(bin.pairs());
    }
    for (var column : new DoubleColumn[] {predicted, observed, low, high}) {
      column.setPrintFormatter(NumberColumnFormatter.percent(1));
    }
    return Table.create("reliability", predicted, observed, low, high, pairs);
  }

  /**
   * Writes the page; missing folders are created.
   *
   * @param file overwritten if it exists
   */
  public void save(Path file) {
    page.save(file);
  }
}
