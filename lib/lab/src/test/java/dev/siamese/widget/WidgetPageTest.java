package dev.siamese.widget;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.google.gson.Gson;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.metrics.PairDistances;
import dev.siamese.mining.TripletMiners;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.study.Experiment;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.Recipes;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.training.History;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Writes a page with all widgets, and the numbers that the library computes for them, to {@code
 * target/widgets}, for {@code notebooks/.tools/widgets.py}.
 */
class WidgetPageTest {

  private static final Path FOLDER = Path.of("target", "widgets");
  private static final String TITLE = "Same or <b>different</b>? </script>";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Widgets</title>
      <style>
      body { font: 15px sans-serif; color: #222; background: #fff; margin: 1rem; }
      @media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } }
      </style>
      </head>
      <body>
      %s
      </body>
      </html>
      """;

  private static OneShotTask task;
  private static Encoder encoder;
  private static EmbeddingExplorer explorer;

  @BeforeAll
  static void trainBriefly() {
    var held = new SyntheticGlyphs(2, 8, 6, 64).generate(new Seed(2));
    task =
        new OneShotTask(
            "glyphs",
            new SyntheticGlyphs(4, 10, 6, 64).generate(new Seed(1)),
            Optional.empty(),
            new EpisodeSampler(5, 1, 1).sampleWithinGroups(held, 10, new Seed(2)));
    var recipe = Recipes.quick().withPkBatch(16, 2).withEpochs(3).withStepsPerEpoch(8);
    var experiment = new Experiment(task, recipe, Device.cpu());
    encoder = experiment.createEncoder(new Seed(1));
    explorer = new EmbeddingExplorer("Unseen characters", held);
    addMoment("before");
    var listener =
        new TrainingListener() {
          @Override
          public void onEpoch(Progress progress, History history) {
            addMoment("epoch " + progress.epoch());
          }
        };
    experiment.train(encoder, new InfoNce(), new Seed(1), listener);
  }

  private static void addMoment(String name) {
    try (var manager = Torch.manager(Device.cpu())) {
      explorer.add(name, encoder.embed(task.test().data(), manager));
    }
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void aPageOfAllWidgetsNeedsNoNetwork() throws IOException {
    var pairs = FewShotResult.evaluate(encoder, task.test()).pairs();
    double threshold = pairs.equalErrorThreshold().value();
    var pad = DrawingPad.of("Draw two characters", encoder, threshold, task.test().data());
    var slider = ThresholdSlider.of(TITLE, pairs);
    var widgets =
        List.of(
            MarginSlider.of(new Contrastive()),
            MarginSlider.of(new Triplet()),
            TripletExplorer.of(new Triplet()),
            slider,
            slider, // equal outputs of two cells do not disturb each other
            explorer,
            pad);
    var html = new ArrayList<String>();
    for (var widget : widgets) {
      html.add(widget.html());
      assertFalse(widget.html().contains("https:"), "needs the network: " + widget.title());
      assertTrue(widget.html().length() < 700_000, widget.title() + " is too large");
    }
    assertTrue(explorer.html().length() < 300_000, "the map is too large");
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve("page.html"), PAGE.formatted(String.join("\n", html)));
    var expected = new LinkedHashMap<String, Object>();
    expected.put("title", TITLE);
    expected.put("contrastive", List.of(contrastive(0.8, true), contrastive(0.8, false)));
    expected.put("triplet", triplet());
    expected.put("verification", verification(pairs));
    expected.put("examples", pad.exampleDistances());
    expected.put("threshold", threshold);
    Files.writeString(FOLDER.resolve("expected.json"), new Gson().toJson(expected));
  }

  /** The loss of one pair at a distance, by the library. */
  private static double contrastive(double distance, boolean same) {
    try (var manager = Torch.manager(Device.cpu())) {
      var points = Tensors.create(manager, 0, 0, (float) distance, 0).reshape(2, 2);
      var labels = BatchLabels.of(new int[] {0, same ? 0 : 1});
      return new Contrastive().compute(points, labels).getFloat();
    }
  }

  /** The loss of the triplet at which the explorer starts, by the library. */
  private static double triplet() {
    try (var manager = Torch.manager(Device.cpu())) {
      var points = Tensors.create(manager, -0.35f, 0.05f, 0.3f, -0.4f, 0.3f, 0.6f).reshape(3, 2);
      var loss = new Triplet(Distances.EUCLIDEAN, 0.2, TripletMiners.BATCH_ALL);
      return loss.compute(points, BatchLabels.of(new int[] {0, 0, 1})).getFloat();
    }
  }

  private static List<Map<String, ?>> verification(PairDistances pairs) {
    var expected = new ArrayList<Map<String, ?>>();
    for (double threshold : new double[] {0.1, 0.3, 0.5}) {
      var at = pairs.metricsAt(threshold);
      int accepts = (int) Math.round(at.far() * pairs.negative().length);
      int rejects = (int) Math.round(at.frr() * pairs.positive().length);
      expected.add(
          Map.of(
              "threshold", threshold,
              "accepts", accepts,
              "rejects", rejects,
              "far", Interval.wilson(accepts, pairs.negative().length),
              "frr", Interval.wilson(rejects, pairs.positive().length)));
    }
    return expected;
  }
}
