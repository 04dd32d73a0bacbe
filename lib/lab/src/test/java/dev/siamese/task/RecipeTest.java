package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.augment.RandomAffine;
import dev.siamese.loss.Circle;
import dev.siamese.loss.InfoNce;
import dev.siamese.model.ImageInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {

  @TempDir Path folder;

  @Test
  void theLibrarysRecipesComeBackAsTheyWerePrinted() throws IOException {
    for (var name : Recipe.NAMES) {
      var recipe = Recipe.named(name);
      var file = Files.writeString(folder.resolve(name + ".json"), recipe.toString());
      assertEquals(recipe, Recipe.named(file.toString()), name);
    }
  }

  @Test
  void theQuickOneSaysWhatItSays() {
    var quick = Recipe.quick();
    assertEquals(new ImageInput(28, true), quick.input());
    assertEquals(RandomAffine.HANDWRITING, quick.augmentationPipeline());
    assertEquals(0.1, assertInstanceOf(InfoNce.class, quick.createLoss()).temperature());
    assertEquals(3, quick.withEpochs(3).epochs());
  }

  @Test
  void anythingInItCanBeChanged() {
    var recipe =
        Recipe.quick()
            .with("learningRate", "0.5")
            .with("loss", "circle(margin=0.3)")
            .with("input.size", "20")
            .with("augmentation.0.degrees", "25")
            .with("architecture.backbone.backbone.channels", "[4, 8]");
    assertEquals(0.5, recipe.learningRate());
    assertEquals(0.3, assertInstanceOf(Circle.class, recipe.createLoss()).margin());
    assertEquals(new ImageInput(20, true), recipe.input());
    assertEquals(new RandomAffine(25, 0.06, 0.15, 0.15), recipe.augmentationPipeline());
    assertTrue(recipe.architecture().toString().contains("[4, 8]"));
  }

  @Test
  void mistakesAreNamed() throws IOException {
    var recipe = Recipe.quick();
    assertMessageContains("\"speed\"", () -> recipe.with("speed", "1"));
    assertMessageContains(
        "\"augmentation.1.degrees\"", () -> recipe.with("augmentation.1.degrees", "1"));
    assertMessageContains("no loss \"hope\"", () -> recipe.with("loss", "hope"));
    assertMessageContains("at least 1 pixel", () -> recipe.with("input.size", "0"));
    assertMessageContains("NoSuchNet", () -> recipe.with("architecture.type", "NoSuchNet"));
    assertMessageContains("quick, omniglot", () -> Recipe.named("nothing"));
    var file = Files.writeString(folder.resolve("broken.json"), "{\"loss\": \"circle\"}");
    assertMessageContains("broken.json is not a recipe", () -> Recipe.named(file.toString()));
    assertMessageContains("\"input\"", () -> Recipe.named(file.toString()));
  }

  private static void assertMessageContains(String what, Runnable mistake) {
    var error = assertThrows(IllegalArgumentException.class, mistake::run);
    assertTrue(error.getMessage().contains(what), error.getMessage());
  }
}
