package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.RandomAffine;
import dev.siamese.data.Texts;
import dev.siamese.distance.Distances;
import dev.siamese.loss.InfoNce;
import dev.siamese.model.ImageInput;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {

  @TempDir Path folder;

  @Test
  void whatIsPrintedCanBeLoaded() throws IOException {
    for (var name : Recipes.NAMES) {
      var config = Recipes.load(name);
      var file = Files.writeString(folder.resolve(name + ".json"), config.toString());
      assertEquals(config, Recipes.load(file.toString()), name);
    }
  }

  @Test
  void filesOfVersion01AreTheSame() throws URISyntaxException {
    var files = Path.of(getClass().getResource("/recipe-files/0.1").toURI());
    var later = List.of("images", "series-rocket", "table", "text-classes", "text-lines");
    for (var name : Recipes.NAMES) {
      if (!later.contains(name)) {
        var old = Recipes.load(files.resolve(name + ".json").toString());
        assertEquals(Recipes.load(name), old, name);
      }
    }
  }

  @Test
  void quickHasTheValuesOfItsFile() {
    var quick = Recipes.quick();
    assertEquals(new ImageInput(28, true), quick.input());
    assertEquals(RandomAffine.HANDWRITING, quick.augmentationPipeline());
    assertEquals(new InfoNce(Distances.COSINE, 0.1), quick.loss());
    assertEquals(20, quick.stepsPerEpoch());
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertMessageContains("quick, omniglot", () -> Recipes.load("nothing"));
    var file = Files.writeString(folder.resolve("broken.json"), "{\"losses\": \"circle\"}");
    assertMessageContains("broken.json", () -> Recipes.load(file.toString()));
    assertMessageContains("\"losses\"", () -> Recipes.load(file.toString()));
  }

  private static void assertMessageContains(String text, Runnable mistake) {
    var error = assertThrows(IllegalArgumentException.class, mistake::run);
    assertTrue(error.getMessage().contains(text), error.getMessage());
  }

  @Test
  void aBackboneReplacesInputAndNetwork() {
    var folder = Path.of("lib/core/src/test/resources/fixtures/tiny-bert");
    var recipe = Recipes.load("text-lines");
    var config = Recipes.withBackbone(recipe, TaskType.TEXT, folder);
    assertEquals(recipe.loss(), config.loss());
    try (var encoder =
        config.createEncoder(Texts.of("the dog", "a man"), Device.cpu(), new Seed(1))) {
      assertEquals(8 * 8 + 8, encoder.parameterCount());
    }
    assertMessageContains(
        "not for series", () -> Recipes.withBackbone(recipe, TaskType.SERIES, folder));
  }
}
