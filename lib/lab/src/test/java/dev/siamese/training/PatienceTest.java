package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Images;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {

  private static final Images DATA = new SyntheticGlyphs(2, 6, 4, 16).generate(new Seed(1));
  private static final EpisodeSet<Images> EPISODES =
      new EpisodeSampler(5, 1, 1)
          .sample(new SyntheticGlyphs(2, 6, 4, 16).generate(new Seed(2)), 20, new Seed(4));

  /** The weights hardly change, and so the validation error does not. */
  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults()
          .withPkBatch(4, 2)
          .withEpochs(6)
          .withStepsPerEpoch(1)
          .withPatience(2)
          .withLearningRate(1e-30);

  private static History train(TrainingConfig config, boolean validated, Path checkpoint) {
    return train(config, validated, checkpoint, TrainingListener.NONE);
  }

  private static History train(
      TrainingConfig config, boolean validated, Path checkpoint, TrainingListener listener) {
    try (var encoder = ResumeTest.encoder()) {
      var builder =
          Trainer.builder()
              .setEncoder(encoder)
              .setData(DATA)
              .setConfig(config)
              .optListener(listener)
              .optCheckpoint(checkpoint);
      if (validated) {
        builder.optValidation(EPISODES);
      }
      return builder.build().train();
    }
  }

  @Test
  void aRunEndsWhenTheValidationErrorNoLongerFalls() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var history = train(CONFIG, true, null, TrainingListener.progressBar("glyphs", out));
    assertEquals(3, history.epochs().size());
    assertTrue(history.stoppedEarly());
    assertEquals(1, history.bestEpoch());
    var line = "epoch 3 of 6: the validation error was lowest after epoch 1.";
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains(line), bytes.toString());
  }

  @Test
  void withoutPatienceAllEpochsAreRun() {
    var history = train(CONFIG.withPatience(0), true, null);
    assertEquals(6, history.epochs().size());
    assertFalse(history.stoppedEarly());
  }

  @Test
  void withoutValidationThereAreAsManyEpochsAsThePatience() {
    var history = train(CONFIG, false, null);
    assertEquals(2, history.epochs().size());
    assertFalse(history.stoppedEarly());
    assertEquals(0, history.bestEpoch());
  }

  @Test
  void aRunThatStoppedEarlyIsNotContinued(@TempDir Path folder) {
    var checkpoint = folder.resolve("run.checkpoint");
    train(CONFIG, true, checkpoint);
    var again = train(CONFIG, true, checkpoint);
    assertEquals(3, again.epochs().size());
    assertTrue(again.stoppedEarly());
  }

  @Test
  void patienceIsWrittenOnlyIfItIsUsed() {
    assertEquals(CONFIG, TrainingConfig.parse(CONFIG.toString()));
    assertEquals(CONFIG, CONFIG.withPatience(0).with("patience", "2"));
    assertFalse(CONFIG.withPatience(0).toString().contains("patience"));
    assertThrows(IllegalArgumentException.class, () -> CONFIG.withPatience(-1));
  }
}
