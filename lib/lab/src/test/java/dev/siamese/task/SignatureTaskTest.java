package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Signatures;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTaskTest {

  private static final Seed SEED = new Seed(1);

  @Test
  void noWriterIsInTwoParts() {
    var all = new SyntheticSignatures(20, 2, 1, 2, 16).generate(SEED);
    var task = SignatureTask.split("some", all, SEED);
    assertEquals(6, task.test().writerCount());
    assertEquals(2, task.validation().writerCount());
    assertEquals(12, task.train().writerCount());
    var names = new HashSet<ClassInfo>();
    Stream.of(task.train(), task.validation(), task.test())
        .forEach(part -> names.addAll(part.genuine().classes()));
    assertEquals(20, names.size());
  }

  @Test
  void aHandfulOfWritersIsTooFew() {
    var all = new SyntheticSignatures(9, 2, 1, 2, 16).generate(SEED);
    var error =
        assertThrows(IllegalArgumentException.class, () -> SignatureTask.split("some", all, SEED));
    assertTrue(error.getMessage().contains("9 writers"), error.getMessage());
  }

  @Test
  void aTaskThatIsNotThereIsNamed(@TempDir Path folder) {
    var home = new DataDirectory(List.of(), folder);
    var error = assertThrows(DataException.class, () -> SignatureTask.named("cedar", home, SEED));
    assertTrue(error.getMessage().contains("signatures/cedar"), error.getMessage());
    var unknown =
        assertThrows(IllegalArgumentException.class, () -> SignatureTask.named("gpds", home, SEED));
    assertTrue(unknown.getMessage().contains("\"gpds\""), unknown.getMessage());
  }

  @Test
  void theRecipeTrainsOnHandsAndTheThresholdIsTheValidationWriters() {
    var small = new SyntheticSignatures(10, 6, 3, 4, 48).generate(SEED.derive("data"));
    var task = new SignatureTask("small", small, small, small);
    var recipe =
        Recipes.load("signatures")
            .with("classesPerBatch", "8")
            .withGroupsPerBatch(2)
            .withStepsPerEpoch(2)
            .withEpochs(1);
    try (var result = task.train(recipe, Device.cpu(), SEED, TrainingListener.NONE)) {
      var encoder = result.encoder();
      var threshold = encoder.card().requireThreshold();
      var fared =
          SignatureVerification.of(encoder, task.validation(), 1)
              .skilledForgeries()
              .metricsAt(threshold);
      assertEquals(fared.far(), fared.frr(), 0.06);
    }
  }

  @Test
  void everyHandOfAWriterIsInItsGroup() {
    Signatures small = new SyntheticSignatures(4, 4, 3, 4, 16).generate(SEED);
    var questions = new SignatureTask("small", small, small, small).asOneShotTask(SEED);
    assertEquals(16, questions.train().classes().size());
    var validation = questions.validation().orElseThrow();
    for (var episode : validation.episodes()) {
      var data = validation.data();
      var first = data.classes().get(data.label(episode.support()[0]));
      var second = data.classes().get(data.label(episode.support()[1]));
      assertEquals(first.group(), second.group());
    }
  }
}
