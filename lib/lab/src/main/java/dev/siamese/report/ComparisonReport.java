package dev.siamese.report;

import dev.siamese.chart.Chart;
import dev.siamese.chart.DistanceHistogram;
import dev.siamese.chart.EpisodeGrid;
import dev.siamese.chart.Figure;
import dev.siamese.chart.TrainingCurves;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.study.Experiment;
import dev.siamese.study.RunResult;
import dev.siamese.table.HistoryTable;
import dev.siamese.table.Tables;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The report on a comparison of losses: a page, charts, tables and the trained encoders.
 *
 * <p>Not thread-safe.
 */
public final class ComparisonReport {

  private final OneShotTask task;
  private final List<RunResult> runs;
  private final Path folder;
  private final HtmlPage page;

  private ComparisonReport(OneShotTask task, List<RunResult> runs, Path folder) {
    this.task = task;
    this.runs = runs;
    this.folder = folder;
    page = new HtmlPage("Comparison of losses: " + task.name());
  }

  /**
   * Writes {@code report.html}, the PNG charts, {@code summary.csv}, {@code history.csv} and one
   * {@code encoder-….zip} per run.
   *
   * @param folder created if missing; its files are overwritten
   * @param experiment the task and the configuration that all runs share
   * @param runs at least one, with open encoders
   */
  public static void write(Path folder, Experiment experiment, List<RunResult> runs) {
    var task = experiment.task();
    var recipe = experiment.config();
    var report = new ComparisonReport(task, runs, folder);
    report.page.text(
        "The encoder %s is trained with each loss from the same initial weights, on the same batches of %d classes × %d samples, from %,d images of %,d classes%s. It is evaluated on classes that are not in the training data. %s."
            .formatted(
                runs.get(0).encoder(),
                recipe.classesPerBatch(),
                recipe.samplesPerClass(),
                task.train().size(),
                task.train().classes().size(),
                recipe.rotatedClasses()
                    ? ", and their rotations by 90°, 180° and 270° as further classes"
                    : "",
                Torch.describe(experiment.device())));
    report.results();
    report.curves();
    report.histograms();
    report.episode();
    report.files();
    report.page.save(folder.resolve("report.html"));
  }

  private void results() {
    page.heading("Results").table(RunResult.table(runs));
    page.text(
        "Error: the fraction of wrong predictions for "
            + runs.get(0).after().predictions().size()
            + " one-shot queries, with its 95 % interval. EER: the equal error rate of"
            + " verification, at the threshold where both error rates are equal.");
  }

  private void curves() {
    var steps = new LinkedHashMap<String, List<Table>>();
    var epochs = new LinkedHashMap<String, List<Table>>();
    for (var run : runs) {
      steps.put(run.loss().toString(), List.of(HistoryTable.steps(run.history())));
      epochs.put(run.loss().toString(), List.of(HistoryTable.epochs(run.history())));
    }
    page.heading("Training");
    page.charts(
        saved(TrainingCurves.loss(steps), "loss.png"),
        saved(TrainingCurves.validationError(epochs), "validation-error.png"));
    page.charts(
        saved(TrainingCurves.ofColumn("active_fraction", epochs), "active-fraction.png"),
        saved(TrainingCurves.ofColumn("effective_rank", epochs), "effective-rank.png"));
    page.text(
        "Active fraction: the fraction of pairs or triplets with a loss above 0. Effective rank:"
            + " the number of dimensions that the embeddings use; it falls when they collapse.");
  }

  private void histograms() {
    page.heading("Distances of pairs of test images");
    for (var run : runs) {
      var name = name(run);
      var before = histogram("Before training", run, run.before());
      var after = histogram("Trained with " + name + " loss", run, run.after());
      page.charts(saved(before, name + "-before.png"), saved(after, name + "-after.png"));
      Figure.hstack(before, after).save(folder.resolve(name + "-distances.png"));
    }
  }

  private static Chart histogram(String title, RunResult run, FewShotResult result) {
    var pairs = result.pairs();
    var distance = run.distance() + " distance";
    return DistanceHistogram.of(title, distance, pairs.positive(), pairs.negative());
  }

  /** The first query of the test and its prediction. */
  private void episode() {
    page.heading("A test episode");
    for (var run : runs) {
      var grid = EpisodeGrid.of(task.test(), run.after().predictions().get(0));
      page.text("Trained with " + name(run) + " loss:");
      page.chart(saved(grid, name(run) + "-episode.png"));
    }
  }

  private void files() {
    Tables.write(RunResult.table(runs), folder.resolve("summary.csv"));
    Table all = null;
    for (var run : runs) {
      run.encoder().save(folder.resolve("encoder-" + name(run) + ".zip"));
      var rows = HistoryTable.epochs(run.history());
      var loss = StringColumn.create("loss_function", rows.rowCount());
      loss.setMissingTo(run.loss().toString());
      rows.insertColumn(0, loss);
      all = all == null ? rows : all.append(rows);
    }
    Tables.write(all, folder.resolve("history.csv"));
  }

  private Chart saved(Chart chart, String file) {
    chart.save(folder.resolve(file));
    return chart;
  }

  /** The loss without its parameters, as part of a file name. */
  private static String name(RunResult run) {
    return run.loss().toString().replaceFirst("\\(.*", "");
  }
}
