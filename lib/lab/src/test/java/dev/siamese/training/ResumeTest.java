package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.RandomAffine;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Head;
import dev.siamese.loss.BinaryCrossEntropyLoss;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

  private static final Images DATA = new SyntheticGlyphs(4, 10, 6, 32).generate(new Seed(1));
  private static final EpisodeSet<Images> TRIALS =
      new EpisodeSampler(5, 1, 1)
          .sample(new SyntheticGlyphs(4, 10, 4, 32).generate(new Seed(2)), 8, new Seed(4));

  @TempDir Path folder;

  private static Encoder encoder() {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(8, 16)).projected(16).l2Normalized(),
        Device.cpu(),
        new Seed(3));
  }

  private static Trainer.Builder training(Encoder encoder, Loss loss) {
    return Trainer.builder()
        .setEncoder(encoder)
        .setData(DATA)
        .setLoss(loss)
        .optPkBatch(10, 4)
        .optAugmentation(RandomAffine.HANDWRITING)
        .optEpochs(4)
        .optMuonUpdateRms(0.2)
        .optEmaDecay(0.9)
        .optLearningRate(3e-3);
  }

  /** Interrupts the run in the second step of an epoch. */
  private static TrainingListener interruptIn(int epoch) {
    return new TrainingListener() {
      @Override
      public void onStep(Progress progress) {
        if (progress.epoch() == epoch && progress.step() % 4 == 2) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @Test
  void anInterruptedRunEndsAsItWouldHave() {
    var file = folder.resolve("run.checkpoint");
    try (var whole = encoder();
        var first = encoder();
        var second = encoder()) {
      var expected = training(whole, new InfoNce()).optValidation(TRIALS).build().train();
      var run = training(first, new InfoNce()).optValidation(TRIALS).optCheckpoint(file);
      assertTrue(run.optListener(interruptIn(3)).build().train().interrupted());
      assertTrue(Thread.interrupted());
      var rest = training(second, new InfoNce()).optValidation(TRIALS).optCheckpoint(file);
      var history = rest.build().train();
      assertArrayEquals(whole.weights().state().values(), second.weights().state().values());
      assertArrayEquals(whole.weights().state().buffers(), second.weights().state().buffers());
      for (var column : List.of("step", "loss", "validation_error", "effective_rank")) {
        assertEquals(
            expected.epochs().numberColumn(column).asList(),
            history.epochs().numberColumn(column).asList());
      }
      assertEquals(
          expected.steps().numberColumn("loss").asList(),
          history.steps().numberColumn("loss").asList());
    }
  }

  @Test
  void aLearnedDistanceGoesOnToo() {
    var file = folder.resolve("run.checkpoint");
    try (var whole = encoder();
        var part = encoder();
        var wholeHead = new LearnedL1Head(16, Device.cpu());
        var partHead = new LearnedL1Head(16, Device.cpu());
        var restHead = new LearnedL1Head(16, Device.cpu())) {
      training(whole, new BinaryCrossEntropyLoss(wholeHead)).build().train();
      var run = training(part, new BinaryCrossEntropyLoss(partHead)).optCheckpoint(file);
      run.optListener(interruptIn(2)).build().train();
      assertTrue(Thread.interrupted());
      run = training(part, new BinaryCrossEntropyLoss(restHead)).optCheckpoint(file);
      run.build().train();
      assertArrayEquals(wholeHead.weights().state().values(), restHead.weights().state().values());
    }
  }

  @Test
  void aFinishedRunIsNotRunAgain() throws IOException {
    var file = folder.resolve("run.checkpoint");
    try (var first = encoder();
        var second = encoder()) {
      training(first, new InfoNce()).optCheckpoint(file).build().train();
      var again = training(second, new InfoNce()).optCheckpoint(file);
      again.optListener(interruptIn(1)).build().train();
      assertTrue(!Thread.interrupted(), "a step was made");
      assertArrayEquals(first.weights().state().values(), second.weights().state().values());
    }
    try (var names = Files.list(folder)) {
      assertEquals(List.of(file), names.toList());
    }
  }

  @Test
  void anotherRunsCheckpointIsRefused() throws IOException {
    var file = folder.resolve("run.checkpoint");
    try (var encoder = encoder()) {
      training(encoder, new InfoNce()).optEpochs(1).optCheckpoint(file).build().train();
      var other = training(encoder, new InfoNce(Distances.COSINE, 0.2)).optCheckpoint(file);
      var error = assertThrows(IllegalStateException.class, other.build()::train);
      assertTrue(error.getMessage().contains("info-nce of"), error.getMessage());
      assertTrue(error.getMessage().contains("temperature=0.2"), error.getMessage());
      var bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      var cut = training(encoder, new InfoNce()).optEpochs(1).optCheckpoint(file).build();
      error = assertThrows(IllegalStateException.class, cut::train);
      assertTrue(error.getMessage().contains("delete it"), error.getMessage());
    }
  }
}
