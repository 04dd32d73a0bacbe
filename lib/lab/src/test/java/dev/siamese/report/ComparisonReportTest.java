package dev.siamese.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.study.Experiment;
import dev.siamese.study.RunResult;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ComparisonReportTest {

  @TempDir Path folder;

  private static OneShotTask task() {
    var data = new SyntheticGlyphs(2, 6, 4, 24).generate(new Seed(1));
    var episodes = new EpisodeSampler(5, 1, 1);
    return new OneShotTask(
        "tiny",
        data,
        Optional.of(
            episodes.sampleWithinGroups(
                new SyntheticGlyphs(1, 6, 4, 24).generate(new Seed(2)), 2, new Seed(1))),
        episodes.sampleWithinGroups(
            new SyntheticGlyphs(1, 6, 4, 24).generate(new Seed(3)), 4, new Seed(1)));
  }

  private static TrainingConfig config() {
    return TrainingConfig.defaults()
        .withInput(new ImageInput(12, true))
        .withArchitecture(new ResidualCnn(List.of(4)).projected(4).l2Normalized())
        .withPkBatch(6, 2)
        .withEpochs(2)
        .withStepsPerEpoch(3);
  }

  @Test
  void everythingIsWrittenAndSaysWhatTheRunsFound() throws IOException {
    var experiment = new Experiment(task(), config(), Device.cpu());
    try (var contrastive = experiment.run(new Contrastive(), new Seed(1), TrainingListener.NONE);
        var triplet = experiment.run(new Triplet(), new Seed(1), TrainingListener.NONE)) {
      ComparisonReport.write(folder, experiment, List.of(contrastive, triplet));
      checkPage();
      checkSummary(List.of(contrastive, triplet));
      var history = Table.read().csv(folder.resolve("history.csv").toString());
      assertEquals(4, history.rowCount(), "two losses, two epochs");
      checkEncoder(triplet, experiment);
    }
  }

  private void checkPage() throws IOException {
    var html = Files.readString(folder.resolve("report.html"));
    assertEquals(10, html.split("<img ", -1).length - 1);
    assertFalse(
        html.contains("src=\"http") || html.contains("<link"), "the page must be self-contained");
    assertTrue(html.contains("triplet"));
    for (var name :
        List.of(
            "loss", "effective-rank", "contrastive-before", "triplet-after", "triplet-episode")) {
      assertTrue(Files.size(folder.resolve(name + ".png")) > 1000, name);
    }
  }

  private void checkSummary(List<RunResult> outcomes) {
    var summary = Table.read().csv(folder.resolve("summary.csv").toString());
    assertEquals(
        List.of("loss", "distance", "error", "low", "high", "eer", "samples_per_second", "seconds"),
        summary.columnNames());
    for (int row = 0; row < 2; row++) {
      assertEquals(
          outcomes.get(row).after().error().value(),
          summary.numberColumn("error").getDouble(row),
          1e-12,
          "a fraction, not percent");
    }
  }

  private void checkEncoder(RunResult outcome, Experiment experiment) {
    try (var loaded = Encoder.load(folder.resolve("encoder-triplet.zip"), Device.cpu())) {
      var again = FewShotResult.evaluate(loaded, experiment.task().test());
      assertEquals(outcome.after().error(), again.error());
    }
  }
}
