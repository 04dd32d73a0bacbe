package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.chart.Figure;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.training.RecordedWarnings;
import dev.siamese.training.TrainingListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the user's own images as data. */
class OwnImagesTest {

  private static final int IMAGES = 4;

  @TempDir Path folder;

  private void write(int classes, String name) {
    var glyphs = new SyntheticGlyphs(1, classes, IMAGES, 32).generate(new Seed(1));
    for (int row = 0; row < glyphs.size(); row++) {
      var file = "%s%d/%d.png".formatted(name, glyphs.label(row), row % IMAGES);
      Figure.save(glyphs.toBufferedImage(row), folder.resolve(file));
    }
  }

  private OneShotTask load(int heldOut) {
    return (OneShotTask)
        TaskType.FACES.load(
            folder.toString(), DataDirectory.fromEnvironment(), heldOut, new Seed(1));
  }

  private OneShotTask evaluation(Path data, Encoder encoder, List<String> notes) {
    return (OneShotTask)
        TaskType.FACES.loadForEvaluation(
            data.toString(),
            DataDirectory.fromEnvironment(),
            encoder.card(),
            DataException::raise,
            notes::add);
  }

  @Test
  void fewClassesNeedNoOptions() {
    write(4, "person");
    var task = load(TaskType.FIT);
    assertEquals(2, task.train().classes().size());
    assertEquals(2, task.test().data().classes().size());
    assertTrue(task.validation().isEmpty());
    var warnings = new RecordedWarnings();
    var config = Recipes.quick().withEpochs(1).withStepsPerEpoch(2);
    try (var result = task.train(config, Device.cpu(), new Seed(1), warnings)) {
      assertEquals(1, result.history().epochs().size());
    }
    assertTrue(
        warnings.messages().get(0).startsWith("2 classes × 4 samples"),
        warnings.messages().toString());
  }

  @Test
  void theHeldOutClassesStayTheSameWhenTheDataGrows() {
    write(8, "person");
    var task = load(0);
    var config = Recipes.quick().withEpochs(1).withStepsPerEpoch(1);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      var encoder = result.encoder();
      task.split().orElseThrow().addTo(encoder);
      var before = task.test().data().classes();
      write(20, "person");
      assertNotEquals(before, load(0).test().data().classes());
      var notes = new ArrayList<String>();
      var evaluated = evaluation(folder, encoder, notes);
      assertEquals(before, evaluated.test().data().classes());
      assertArrayEquals(
          task.test().episodes().get(0).query(), evaluated.test().episodes().get(0).query());
      assertTrue(notes.get(0).startsWith("12 classes are new"), notes.toString());
    }
  }

  @Test
  void moreClassesAreValidatedOnToo() {
    write(12, "person");
    var task = load(TaskType.FIT);
    assertEquals(7, task.train().classes().size());
    assertEquals(2, task.validation().orElseThrow().data().classes().size());
    assertEquals(3, task.test().data().classes().size());
  }

  @Test
  void tooFewClassesAreRefused() {
    write(3, "person");
    var held = assertThrows(IllegalArgumentException.class, () -> load(6));
    assertTrue(held.getMessage().contains("6 held out"), held.getMessage());
  }

  @Test
  void theArchiveOfTrialsIsNotTakenForClasses() {
    write(4, "run0");
    var error = assertThrows(DataException.class, () -> load(0));
    assertTrue(error.getMessage().contains("omniglot"), error.getMessage());
  }

  @Test
  void blankAndEqualImagesAreRefusedBeforeTraining() {
    var glyph = new SyntheticGlyphs(1, 1, 1, 32).generate(new Seed(1)).toBufferedImage(0);
    for (int i = 0; i < 16; i++) { // folders of different sizes, which are not copies
      int person = i < 2 ? 0 : i < 5 ? 1 : i < 9 ? 2 : 3;
      Figure.save(glyph, folder.resolve("person%d/%d.png".formatted(person, i)));
    }
    var config = Recipes.load("faces");
    var equal =
        assertThrows(
            IllegalArgumentException.class,
            () -> load(0).train(config, Device.cpu(), new Seed(1), TrainingListener.NONE));
    assertTrue(equal.getMessage().contains("equal"), equal.getMessage());
    var blank = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    Figure.save(blank, folder.resolve("person1/empty.png"));
    var error = assertThrows(DataException.class, () -> load(0));
    assertTrue(error.getMessage().contains("empty.png"), error.getMessage());
  }

  @Test
  void unusableImagesAreNamedOrSkipped() throws IOException {
    write(4, "person");
    var broken = Files.writeString(folder.resolve("person1/broken.png"), "x");
    var error = assertThrows(DataException.class, () -> load(0));
    assertTrue(error.getMessage().contains(broken.toString()), error.getMessage());
    var skipped = new ArrayList<String>();
    var task =
        TaskType.FACES.load(
            folder.toString(),
            DataDirectory.fromEnvironment(),
            0,
            new Seed(1),
            each -> skipped.add(each.getMessage()));
    assertEquals(2 * IMAGES, ((OneShotTask) task).train().size());
    assertEquals(1, skipped.size());
  }
}
