package dev.siamese.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.DataHome;
import dev.siamese.engine.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubjectTest {

  private static final Seed SEED = new Seed(1);

  @TempDir Path folder;

  /** No real data in it, and nothing that could be fetched into it. */
  private DataHome nowhere() {
    return new DataHome(List.of(folder), folder);
  }

  @ParameterizedTest
  @EnumSource
  void eachHasARecipeAndDataOfItsOwn(Subject subject) {
    assertEquals(subject, Subject.named(subject.toString()));
    assertTrue(Recipe.NAMES.contains(subject.recipe()), subject.recipe());
    assertTrue(subject.allData().contains(subject.data()), subject.data());
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> subject.task("nothing", nowhere(), 0, SEED));
    assertTrue(error.getMessage().contains(subject.data()), error.getMessage());
  }

  @Test
  void anUnknownSubjectIsToldWhichThereAre() {
    var error = assertThrows(IllegalArgumentException.class, () -> Subject.named("smells"));
    assertEquals(
        "there is no task \"smells\", only images, faces, signatures, records, text, audio, series",
        error.getMessage());
  }

  @Test
  void aTaskTrainsResumablyAndExamines() {
    var task = Subject.SERIES.task("signals", nowhere(), 0, SEED);
    var recipe = Recipe.named("series").withEpochs(1).with("stepsPerEpoch", "20");
    var checkpoint = folder.resolve("run.checkpoint");
    try (var first = task.train(recipe, Device.cpu(), SEED, TrainingListener.NONE, checkpoint);
        var again = task.train(recipe, Device.cpu(), SEED, TrainingListener.NONE, checkpoint)) {
      assertTrue(Files.exists(checkpoint));
      assertEquals(20, first.history().steps().rowCount());
      assertEquals("signals", first.encoder().card().notes().get("data"));
      var figures = task.examine(first.encoder());
      assertEquals(
          Set.of("error", "low", "high", "error_of_euclidean", "error_of_time_warping"),
          figures.keySet());
      assertTrue(figures.get("error") < 0.4, figures.toString());
      assertEquals(figures, task.examine(again.encoder()));
    }
  }
}
