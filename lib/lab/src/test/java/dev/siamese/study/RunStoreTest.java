package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Circle;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.LossSpec;
import dev.siamese.loss.ProxyAnchor;
import dev.siamese.loss.Triplet;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.Recipes;
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

class RunStoreTest {

  @TempDir Path folder;

  private static final TrainingConfig CONFIG =
      Recipes.quick()
          .with("input.size", "12")
          .with("architecture.backbone.backbone.channels", "[4]")
          .withPkBatch(6, 2)
          .withEpochs(2)
          .withStepsPerEpoch(2);

  private static RunResult run(LossSpec loss, long seed) {
    var episodes = new EpisodeSampler(5, 1, 1);
    var held = new SyntheticGlyphs(1, 6, 4, 24).generate(new Seed(2));
    var task =
        new OneShotTask(
            "tiny",
            new SyntheticGlyphs(2, 6, 4, 24).generate(new Seed(1)),
            Optional.of(episodes.sampleWithinGroups(held, 4, new Seed(1))),
            episodes.sampleWithinGroups(held, 4, new Seed(2)));
    return new Experiment(task, CONFIG, Device.cpu())
        .run(loss, new Seed(seed), TrainingListener.NONE);
  }

  @Test
  void finishedRunsAreThereWhenTheFolderIsOpenedAgain() throws IOException {
    var loss = new Contrastive();
    var store = new RunStore(folder, CONFIG, "tiny");
    double sum = 0;
    for (long seed = 1; seed <= 2; seed++) {
      assertFalse(store.contains(loss, new Seed(seed)));
      try (var result = run(loss, seed)) {
        store.add(result, new Seed(seed));
        sum += result.after().error().value();
      }
    }
    var again = new RunStore(folder, CONFIG, "tiny");
    assertTrue(again.contains(loss, new Seed(2)));
    assertFalse(again.contains(loss, new Seed(3)));
    assertFalse(again.contains(new Contrastive(Distances.COSINE, 0.5), new Seed(2)));
    assertFalse(again.contains(new Triplet(), new Seed(2)));
    var means = again.meansOverSeeds();
    assertEquals(1, means.rowCount());
    assertEquals(2, means.intColumn("runs").get(0));
    assertEquals(sum / 2, means.doubleColumn("error").get(0), 1e-9);
    var curves = again.histories();
    assertEquals(1, curves.size());
    assertEquals(2, curves.values().iterator().next().size());
    try (var files = Files.list(folder.resolve("history"))) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aLossWithoutAChoiceOfDistanceRunsOnceAndItsOwnDistanceIsRecorded() {
    var losses =
        Experiment.withDistances(
            List.of("circle", "triplet", "triplet(distance=cosine)"),
            List.of(Distances.EUCLIDEAN, Distances.COSINE));
    assertEquals(
        List.of(
            new Circle(), new Triplet(), new Triplet(Distances.COSINE, 0.2, new Triplet().miner())),
        losses);
    try (var result = run(new Circle(), 1)) {
      var store = new RunStore(folder, CONFIG, "tiny");
      store.add(result, new Seed(1));
      var means = store.meansOverSeeds();
      assertEquals(new Circle().distance().toString(), means.stringColumn("distance").get(0));
    }
  }

  @Test
  void aLossWithWeightsCanBeCompared() {
    try (var result = run(new ProxyAnchor(), 1)) {
      assertTrue(Double.isFinite(result.history().lastLoss()));
      assertEquals(Distances.COSINE, result.distance());
    }
  }

  @Test
  void aFolderOfAnotherConfigurationIsRefused() {
    new RunStore(folder, CONFIG, "tiny");
    var other = CONFIG.withEpochs(3);
    var error =
        assertThrows(IllegalArgumentException.class, () -> new RunStore(folder, other, "tiny"));
    assertTrue(error.getMessage().contains(folder.toString()), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RunStore(folder, CONFIG, "huge"));
  }
}
