package dev.siamese.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Seed;
import dev.siamese.invented.Glyphs;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Triplet;
import dev.siamese.sampling.Episodes;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {

  @TempDir Path folder;

  private static final Recipe RECIPE =
      Recipe.quick()
          .with("input.size", "12")
          .with("architecture.body.body.widths", "[4]")
          .with("classes", "6")
          .with("samples", "2")
          .with("epochs", "2")
          .with("stepsPerEpoch", "2");

  private static Outcome run(long seed) {
    var episodes = new Episodes(5, 1, 1);
    var held = new Glyphs(1, 6, 4, 24).draw(new Seed(2));
    var task =
        new OneShotTask(
            "tiny",
            new Glyphs(2, 6, 4, 24).draw(new Seed(1)),
            episodes.withinGroups(held, 4, new Seed(1)),
            episodes.withinGroups(held, 4, new Seed(2)));
    return new Experiment(task, RECIPE, Device.cpu())
        .run(new Contrastive(), new Seed(seed), TrainingListener.NONE);
  }

  @Test
  void finishedRunsAreThereWhenTheFolderIsOpenedAgain() throws IOException {
    var loss = new Contrastive();
    var grid = new Grid(folder, RECIPE, "tiny");
    double sum = 0;
    for (long seed = 1; seed <= 2; seed++) {
      assertFalse(grid.has(loss, Distances.EUCLIDEAN, new Seed(seed)));
      try (var outcome = run(seed)) {
        grid.add(outcome, Distances.EUCLIDEAN, new Seed(seed));
        sum += outcome.after().error().value();
      }
    }
    var again = new Grid(folder, RECIPE, "tiny");
    assertTrue(again.has(loss, Distances.EUCLIDEAN, new Seed(2)));
    assertFalse(again.has(loss, Distances.EUCLIDEAN, new Seed(3)));
    assertFalse(again.has(loss, Distances.COSINE, new Seed(2)));
    assertFalse(again.has(new Triplet(), Distances.EUCLIDEAN, new Seed(2)));
    var means = again.means();
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
    new Grid(folder, RECIPE, "tiny");
    var other = RECIPE.withEpochs(3);
    var error = assertThrows(IllegalArgumentException.class, () -> new Grid(folder, other, "tiny"));
    assertTrue(error.getMessage().contains("another recipe"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Grid(folder, RECIPE, "huge"));
  }
}
