package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.baseline.Dtw;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.training.Trainer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTaskTest {

  private static final SeriesTask TASK =
      SeriesTask.named("signals", DataDirectory.fromEnvironment(), new Seed(1));

  @Test
  void everySeriesIsJudgedInOneFoldAndEveryClassInEach() {
    var folds = TASK.folds(3, new Seed(2));
    assertEquals(60, folds.stream().mapToInt(fold -> fold.test().size()).sum());
    for (var fold : folds) {
      assertEquals(60, fold.train().size() + fold.test().size());
      for (int label = 0; label < 3; label++) {
        int wanted = label;
        long members = IntStream.of(fold.test().labels()).filter(found -> found == wanted).count();
        assertTrue(members == 6 || members == 7, members + " of class " + label);
      }
    }
  }

  @Test
  void theRecipeLearnsInventedSignals() {
    var recipe = Recipes.load("series").withEpochs(1).withStepsPerEpoch(20);
    try (var encoder =
        Encoder.create(recipe.input(), recipe.architecture(), Device.cpu(), new Seed(1))) {
      Trainer.builder()
          .setEncoder(encoder)
          .setData(TASK.train())
          .setConfig(recipe)
          .optSeed(new Seed(1))
          .build()
          .train();
      var error = TASK.error(encoder).value();
      assertTrue(error < 0.15, "error " + error);
      assertTrue(error <= new Dtw(0).error(TASK.train(), TASK.test()).value(), "error " + error);
    }
  }

  @Test
  void anUnknownTaskIsNamed() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> SeriesTask.named("Gun", DataDirectory.fromEnvironment(), new Seed(1)));
    assertTrue(error.getMessage().contains("\"Gun\""), error.getMessage());
    assertTrue(error.getMessage().contains("GunPoint"), error.getMessage());
  }
}
