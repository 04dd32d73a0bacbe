package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void eachHasARecipeAndDataOfItsOwn(TaskType type) {
    assertEquals(type, TaskType.named(type.toString()));
    assertTrue(Recipes.NAMES.contains(type.defaultRecipe()), type.defaultRecipe());
    assertTrue(type.dataNames().contains(type.defaultData()), type.defaultData());
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> type.load("nothing", nowhere(), 0, SEED));
    assertTrue(error.getMessage().contains(type.defaultData()), error.getMessage());
  }

  @Test
  void anUnknownSubjectIsToldWhichThereAre() {
    var error = assertThrows(IllegalArgumentException.class, () -> TaskType.named("smells"));
    assertTrue(error.getMessage().contains("\"smells\""), error.getMessage());
    assertTrue(error.getMessage().contains("images, faces"), error.getMessage());
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
    for (var type : List.of(TaskType.IMAGES, TaskType.FACES)) {
      var task = (OneShotTask) type.load(folder + "/mine", nowhere(), 2, SEED);
      assertEquals(21, task.train().size());
      assertEquals(7, task.train().classes().size());
      var names = new HashSet<>(task.train().classes());
      names.addAll(task.validation().orElseThrow().data().classes());
      names.addAll(task.test().data().classes());
      assertEquals(12, names.size());
    }
    var audio = TaskType.AUDIO;
    assertThrows(DataException.class, () -> audio.load(folder + "/mine", nowhere(), 2, SEED));
  }

  @Test
  void tooFewClassesOfOnesOwnAreCounted() throws IOException {
    draw(5, 2);
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> TaskType.IMAGES.load(folder + "/mine", nowhere(), 2, SEED));
    assertTrue(error.getMessage().contains("5 classes"), error.getMessage());
  }

  @Test
  void aTaskTrainsResumablyAndExamines() {
    var task = TaskType.SERIES.load("signals", nowhere(), 0, SEED);
    var recipe = Recipes.load("series").withEpochs(1).withStepsPerEpoch(20);
    var file = folder.resolve("run.checkpoint");
    var checkpoint = Optional.of(file);
    try (var first = task.train(recipe, Device.cpu(), SEED, TrainingListener.NONE, checkpoint);
        var again = task.train(recipe, Device.cpu(), SEED, TrainingListener.NONE, checkpoint)) {
      assertTrue(Files.exists(file));
      assertEquals(20, first.history().stepLosses().length);
      assertEquals("signals", first.encoder().card().metadata().get("data"));
      var metrics = task.evaluate(first.encoder());
      assertEquals(Set.of("error", "low", "high"), metrics.keySet());
      var baseline = task.baseline().orElseThrow();
      assertEquals("dynamic time warping", baseline.name());
      var sentence = baseline.compare(task.measure(first.encoder()));
      assertTrue(sentence.contains("error"), sentence);
      assertTrue(metrics.get("error") < 0.4, metrics.toString());
      assertEquals(metrics, task.evaluate(again.encoder()));
    }
  }

  @Test
  void baselinesHaveTheFirstMetricOfTheEncoder() {
    for (var type : List.of(TaskType.IMAGES, TaskType.TEXT, TaskType.SERIES)) {
      var data =
          type == TaskType.IMAGES ? "glyphs" : type == TaskType.TEXT ? "paraphrases" : "signals";
      var baseline = type.load(data, nowhere(), 0, SEED).baseline().orElseThrow();
      var metric = type == TaskType.TEXT ? "average_precision" : "error";
      assertEquals(metric, baseline.metrics().keySet().iterator().next());
    }
  }

  @Test
  void anEncoderIsBetterWhereTheIntervalsDoNotOverlapOrItIsSaid() {
    var pixels = new Baseline("pixels", one("error", 0.25, 400));
    assertEquals(
        "The encoder is not better than the baseline (pixels): error 30.0 % [25.7, 34.7], baseline 25.0 % [21.0, 29.5].",
        pixels.compare(one("error", 0.3, 400)));
    assertEquals(
        "The encoder is better than the baseline (pixels), but the 95 % intervals overlap: error 20.0 % [16.4, 24.2], baseline 25.0 % [21.0, 29.5].",
        pixels.compare(one("error", 0.2, 400)));
    var sure = pixels.compare(one("error", 0.15, 400));
    assertTrue(sure.startsWith("The encoder is better than the baseline (pixels): error"), sure);
    var words = new Baseline("words", one("average_precision", 0.25, 400));
    assertTrue(words.compare(one("average_precision", 0.4, 400)).contains("is better"));
    assertTrue(words.compare(one("average_precision", 0.1, 400)).contains("is not better"));
  }

  private static Measurements one(String metric, double value, int trials) {
    return new Measurements(Map.of(metric, Measurement.fraction(value, trials)));
  }
}
