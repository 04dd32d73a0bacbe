package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.SignatureLayout;
import dev.siamese.chart.Figure;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of the user's own as data. */
class OwnSignaturesTest {

  @TempDir Path folder;

  private void write(int writers, String genuine, String forged) {
    var drawn = new SyntheticSignatures(writers, 4, 1, 3, 48).generate(new Seed(1));
    write(drawn.genuine(), genuine);
    write(drawn.forged(), forged);
  }

  private void write(Images images, String kind) {
    for (int row = 0; row < images.size(); row++) {
      var file = "writer%d/%s/%d.png".formatted(images.label(row), kind, row);
      Figure.save(images.toBufferedImage(row), folder.resolve(file));
    }
  }

  private Task load() {
    return TaskType.SIGNATURES.load(
        folder.toString(), DataDirectory.fromEnvironment(), TaskType.FIT, new Seed(1));
  }

  @Test
  void aFolderPerWriterIsTrainedAndEvaluated() {
    write(6, "genuine", "forged");
    assertEquals(Optional.of(SignatureLayout.BY_WRITER), SignatureLayout.of(folder));
    var task = load();
    assertTrue(
        task.toString()
            .endsWith(
                "12 genuine signatures and 9 forgeries of 3 writers for training,"
                    + " 1 held out for validation, 2 for the test"),
        task.toString());
    var config = Recipes.load("signatures").withEpochs(1).withStepsPerEpoch(2);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      assertEquals(
          Set.of("eer_random_1", "low", "high", "eer_skilled_1", "tar@far=0.01_skilled_1"),
          task.evaluate(result.encoder()).keySet());
      assertEquals(
          task.evaluate(result.encoder()).keySet(),
          task.baseline().orElseThrow().metrics().keySet());
      assertTheHeldOutWritersStay(task, result.encoder());
    }
  }

  private void assertTheHeldOutWritersStay(Task task, Encoder encoder) {
    var before = task.evaluate(encoder);
    task.split().orElseThrow().addTo(encoder);
    write(9, "genuine", "forged");
    assertNotEquals(task.split(), load().split());
    var again =
        TaskType.SIGNATURES.loadForEvaluation(
            folder.toString(),
            DataDirectory.fromEnvironment(),
            encoder.card(),
            DataException::raise,
            note -> {});
    assertEquals(task.split().orElseThrow().test(), again.split().orElseThrow().test());
    assertEquals(before, again.evaluate(encoder));
  }

  @Test
  void otherNamesOfTheFoldersAreRead() {
    write(6, "original", "forgeries");
    assertTrue(load().toString().contains("12 genuine signatures and 9 forgeries"));
  }

  @Test
  void problemsAreOneSentence() {
    write(new SyntheticSignatures(6, 4, 1, 3, 48).generate(new Seed(1)).genuine(), "genuine");
    assertProblem("forgeries of 0 of its 6 writers");
    write(new SyntheticSignatures(3, 4, 1, 3, 48).generate(new Seed(1)).forged(), "forged");
    assertProblem("forgeries of 3 of its 6 writers");
  }

  @Test
  void otherFoldersAreRefused() {
    var glyphs = new SyntheticSignatures(2, 2, 1, 1, 48).generate(new Seed(1)).genuine();
    write(glyphs, "pictures");
    assertProblem("WRITER/genuine");
  }

  private void assertProblem(String part) {
    var error = assertThrows(DataException.class, this::load);
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
