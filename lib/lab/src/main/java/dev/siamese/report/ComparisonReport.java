package dev.siamese.report;

import dev.siamese.chart.DistanceHistogram;
import dev.siamese.chart.EpisodeGrid;
import dev.siamese.chart.Figure;
import dev.siamese.chart.TrainingCurves;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.study.Experiment;
import dev.siamese.study.RunResult;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Writes what a comparison of losses found into a folder: a page, its pictures, its tables. */
public final class ComparisonReport {

  private final OneShotTask task;
  private final List<RunResult> runs;
  private final Path folder;
  private final HtmlPage page;

  private ComparisonReport(OneShotTask task, List<RunResult> outcomes, Path folder) {
    this.task = task;
    this.runs = outcomes;
    this.folder = folder;
    page = new HtmlPage("Telling characters apart: " + task.name());
  }

  /**
   * Writes {@code report.html}, the PNG charts, {@code summary.csv}, {@code history.csv} and one
   * {@code encoder-….zip} per outcome.
   */
  public static void write(Path folder, Experiment experiment, List<RunResult> outcomes) {
    var task = experiment.task();
    var recipe = experiment.recipe();
    var report = new ComparisonReport(task, outcomes, folder);
    report.page.text(
        "One encoder, %s, trained with each loss from the same random weights on the same batches of %d × %d of %,d images of %,d classes%s. It is judged on classes that it has never seen. %s."
            .formatted(
                outcomes.get(0).encoder(),
                recipe.classesPerBatch(),
                recipe.samplesPerClass(),
                task.train().size(),
                task.train().classes().size(),
                recipe.rotatedClasses() ? ", whose quarter turns are classes too" : "",
                Torch.describe(experiment.device())));
    report.results();
    report.curves();
    report.histograms();
    report.trial();
    report.files();
    report.page.save(folder.resolve("report.html"));
  }

  private void results() {
    page.heading("Results").table(RunResult.table(runs));
    page.text(
        "Error: the share of "
            + runs.get(0).after().predictions().size()
            + " one-shot questions answered wrong, with its 95 % interval; guessing errs in 95 %."
            + " EER: the error rate of telling same from different pairs at the threshold where"
            + " both kinds of error are equally frequent.");
  }

  private void curves() {
    var steps = new LinkedHashMap<String, List<Table>>();
    var epochs = new LinkedHashMap<String, List<Table>>();
    for (var outcome : runs) {
      steps.put(outcome.loss().toString(), List.of(outcome.history().steps()));
      epochs.put(outcome.loss().toString(), List.of(outcome.history().epochs()));
    }
    page.heading("How it learned");
    page.charts(
        saved(TrainingCurves.loss(steps), "loss.png"),
        saved(TrainingCurves.validationError(epochs), "validation-error.png"));
    page.charts(
        saved(TrainingCurves.ofColumn("active_fraction", epochs), "active-fraction.png"),
        saved(TrainingCurves.ofColumn("effective_rank", epochs), "effective-rank.png"));
    page.text(
        "Active fraction: the share of all pairs or triplets that still lose something. Effective"
            + " rank: how many dimensions the embeddings use; were it to fall, they would be"
            + " collapsing.");
  }

  private void histograms() {
    page.heading("Distances of same and different pairs, of classes never seen in training");
    for (var outcome : runs) {
      var name = name(outcome);
      var before = histogram("Before training", outcome, outcome.before());
      var after = histogram("After " + name + " loss", outcome, outcome.after());
      page.charts(saved(before, name + "-before.png"), saved(after, name + "-after.png"));
      Figure.save(
          Figure.hstack(Figure.toImage(before), Figure.toImage(after)),
          folder.resolve(name + "-distances.png"));
    }
  }

  private static XYChart histogram(String title, RunResult outcome, FewShotResult answers) {
    var chart = DistanceHistogram.of(title, answers.pairs().positive(), answers.pairs().negative());
    chart.setXAxisTitle(outcome.loss().distance() + " distance");
    return chart;
  }

  /** The first question of the test, and how it was answered. */
  private void trial() {
    page.heading("A question of the test");
    for (var outcome : runs) {
      var picture = EpisodeGrid.of(task.test(), outcome.after().predictions().get(0));
      Figure.save(picture, folder.resolve(name(outcome) + "-trial.png"));
      page.text("After " + name(outcome) + " loss:").image(picture, "a one-shot question");
    }
  }

  private void files() {
    RunResult.table(runs).write().csv(folder.resolve("summary.csv").toString());
    Table all = null;
    for (var outcome : runs) {
      outcome.encoder().save(folder.resolve("encoder-" + name(outcome) + ".zip"));
      var rows = outcome.history().epochs().copy();
      var loss = StringColumn.create("loss_function", rows.rowCount());
      loss.setMissingTo(outcome.loss().toString());
      rows.insertColumn(0, loss);
      all = all == null ? rows : all.append(rows);
    }
    all.write().csv(folder.resolve("history.csv").toString());
  }

  private XYChart saved(XYChart chart, String file) {
    Figure.save(chart, folder.resolve(file));
    return chart;
  }

  /** The loss without its parameters: a short name for a file. */
  private static String name(RunResult outcome) {
    return outcome.loss().toString().replaceFirst("\\(.*", "");
  }
}
