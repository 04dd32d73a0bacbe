package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Triplet;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.Recipe;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {

  @TempDir Path folder;

  private static final Recipe RECIPE =
      Recipe.quick()
          .with("input.size", "12")
          .with("architecture.body.body.widths", "[4]")
          .with("classes", "6")
          .with("samples", "2")
          .with("epochs", "2")
          .with("stepsPerEpoch", "2");

  private static RunResult run(long seed) {
    var episodes = new EpisodeSampler(5, 1, 1);
    var held = new SyntheticGlyphs(1, 6, 4, 24).generate(new Seed(2));
    var task =
        new OneShotTask(
            "tiny",
            new SyntheticGlyphs(2, 6, 4, 24).generate(new Seed(1)),
            episodes.sampleWithinGroups(held, 4, new Seed(1)),
            episodes.sampleWithinGroups(held, 4, new Seed(2)));
    return new Experiment(task, RECIPE, Device.cpu())
        .run(new Contrastive(), new Seed(seed), TrainingListener.NONE);
  }

  @Test
  void finishedRunsAreThereWhenTheFolderIsOpenedAgain() throws IOException {
    var loss = new Contrastive();
    var grid = new RunStore(folder, RECIPE, "tiny");
    double sum = 0;
    for (long seed = 1; seed <= 2; seed++) {
      assertFalse(grid.contains(loss, Distances.EUCLIDEAN, new Seed(seed)));
      try (var outcome = run(seed)) {
        grid.add(outcome, Distances.EUCLIDEAN, new Seed(seed));
        sum += outcome.after().error().value();
      }
    }
    var again = new RunStore(folder, RECIPE, "tiny");
    assertTrue(again.contains(loss, Distances.EUCLIDEAN, new Seed(2)));
    assertFalse(again.contains(loss, Distances.EUCLIDEAN, new Seed(3)));
    assertFalse(again.contains(loss, Distances.COSINE, new Seed(2)));
    assertFalse(again.contains(new Triplet(), Distances.EUCLIDEAN, new Seed(2)));
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
  void anotherRecipesFolderIsRefused() {
    new RunStore(folder, RECIPE, "tiny");
    var other = RECIPE.withEpochs(3);
    var error =
        assertThrows(IllegalArgumentException.class, () -> new RunStore(folder, other, "tiny"));
    assertTrue(error.getMessage().contains("another recipe"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RunStore(folder, RECIPE, "huge"));
  }
}
