package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.chart.Figure;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.RecordedWarnings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default recipes on a handful of images, which are too few to validate on. */
class FewImagesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"images, 2, 2", "faces, 2, 2", "images, 3, 6", "faces, 3, 6"})
  void aHandfulOfImagesTrainsWithOneNotice(String recipe, int classes, int images) {
    var glyphs = new SyntheticGlyphs(1, classes, images, 24).generate(new Seed(1));
    for (int row = 0; row < glyphs.size(); row++) {
      var file = "class%d/%d.png".formatted(glyphs.label(row), row);
      Figure.save(glyphs.toBufferedImage(row), folder.resolve(file));
    }
    var type = TaskType.named(recipe);
    assertEquals(recipe, type.defaultRecipe(folder.toString()));
    var home = DataDirectory.fromEnvironment();
    var task = (OneShotTask) type.load(folder.toString(), home, TaskType.FIT, new Seed(1));
    assertTrue(task.validation().isEmpty());
    var warnings = new RecordedWarnings();
    var config = Recipes.load(recipe).withEpochs(2).withStepsPerEpoch(1).withPatience(1);
    try (var result = task.train(config, Device.cpu(), new Seed(1), warnings);
        var manager = Torch.manager(Device.cpu())) {
      assertEquals(1, warnings.messages().size(), warnings.messages().toString());
      assertTrue(warnings.messages().get(0).contains("per batch"), warnings.messages().get(0));
      assertEquals(1, result.history().epochs().size()); // as many as the patience
      var embedding = result.encoder().embed(task.train(), manager);
      assertEquals(task.train().size(), embedding.getShape().get(0));
      if (images > 2) {
        double error = task.evaluate(result.encoder()).get("error");
        assertTrue(error >= 0 && error <= 1, "" + error);
      }
    }
  }
}
