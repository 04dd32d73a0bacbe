package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskTypeTest {

  private static final Seed SEED = new Seed(1);

  @TempDir Path folder;

  /** No real data in it, and nothing that could be fetched into it. */
  private DataDirectory nowhere() {
    return new DataDirectory(List.of(folder), folder);
  }

  @ParameterizedTest
  @EnumSource
  void eachHasARecipeAndDataOfItsOwn(TaskType subject) {
    assertEquals(subject, TaskType.named(subject.toString()));
    assertTrue(Recipe.NAMES.contains(subject.defaultRecipe()), subject.defaultRecipe());
    assertTrue(subject.dataNames().contains(subject.defaultData()), subject.defaultData());
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> subject.load("nothing", nowhere(), 0, SEED));
    assertTrue(error.getMessage().contains(subject.defaultData()), error.getMessage());
  }

  @Test
  void anUnknownSubjectIsToldWhichThereAre() {
    var error = assertThrows(IllegalArgumentException.class, () -> TaskType.named("smells"));
    assertEquals(
        "there is no task \"smells\", only images, faces, signatures, records, text, audio, series",
        error.getMessage());
  }

  /** A folder for each class, with so many pictures. */
  private void draw(int classes, int pictures) throws IOException {
    var drawn = new SyntheticGlyphs(1, classes, pictures, 40).generate(SEED);
    for (int row = 0; row < drawn.size(); row++) {
      var file = folder.resolve("mine/class%d/%d.png".formatted(drawn.label(row), row));
      Files.createDirectories(file.getParent());
      ImageIO.write(drawn.toBufferedImage(row), "png", file.toFile());
    }
  }

  @Test
  void picturesOfOnesOwnAreAFolderPerClassAndNoClassIsInTwoParts() throws IOException {
    draw(12, 3);
    for (var subject : List.of(TaskType.IMAGES, TaskType.FACES)) {
      var task = (OneShotTask) subject.load(folder + "/mine", nowhere(), 2, SEED);
      assertEquals(
          "mine: 21 images of 7 classes to learn from, 300 one-shot questions about others",
          task.toString());
      var names = new HashSet<>(task.train().classes());
      names.addAll(task.validation().data().classes());
      names.addAll(task.test().data().classes());
      assertEquals(12, names.size());
    }
    var audio = TaskType.AUDIO;
    assertThrows(
        IllegalArgumentException.class, () -> audio.load(folder + "/mine", nowhere(), 2, SEED));
  }

  @Test
  void tooFewClassesOfOnesOwnAreCounted() throws IOException {
    draw(7, 2);
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> TaskType.IMAGES.load(folder + "/mine", nowhere(), 2, SEED));
    assertTrue(error.getMessage().contains("has 7 classes"), error.getMessage());
  }

  @Test
  void aTaskTrainsResumablyAndExamines() {
    var task = TaskType.SERIES.load("signals", nowhere(), 0, SEED);
    var recipe = Recipe.named("series").withEpochs(1).with("stepsPerEpoch", "20");
    var checkpoint = folder.resolve("run.checkpoint");
    try (var first = task.train(recipe, Device.cpu(), SEED, TrainingListener.NONE, checkpoint);
        var again = task.train(recipe, Device.cpu(), SEED, TrainingListener.NONE, checkpoint)) {
      assertTrue(Files.exists(checkpoint));
      assertEquals(20, first.history().steps().rowCount());
      assertEquals("signals", first.encoder().card().metadata().get("data"));
      var figures = task.evaluate(first.encoder());
      assertEquals(
          Set.of("error", "low", "high", "error_of_euclidean", "error_of_time_warping"),
          figures.keySet());
      assertTrue(figures.get("error") < 0.4, figures.toString());
      assertEquals(figures, task.evaluate(again.encoder()));
    }
  }
}
