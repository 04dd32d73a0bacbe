package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.RandomAffine;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.loss.BinaryCrossEntropy;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.PkSampler;
import dev.siamese.sampling.Sampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  static Encoder encoder() {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(8, 16)).projected(16).l2Normalized(),
        Device.cpu(),
        new Seed(3));
  }

  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults()
          .withPkBatch(10, 4)
          .withAugmentation(RandomAffine.HANDWRITING)
          .withEpochs(4)
          .withMuonUpdateRms(0.2)
          .withEmaDecay(0.9)
          .withLearningRate(3e-3);

  private static Trainer.Builder training(Encoder encoder, Loss loss) {
    return Trainer.builder().setEncoder(encoder).setData(DATA).setLoss(loss).setConfig(CONFIG);
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
      assertArrayEquals(expected.stepLosses(), history.stepLosses());
      for (int i = 0; i < 4; i++) {
        var one = expected.epochs().get(i);
        var other = history.epochs().get(i);
        assertEquals(one.step(), other.step());
        assertEquals(one.loss(), other.loss());
        assertEquals(one.validationError(), other.validationError());
        assertEquals(one.metrics(), other.metrics());
      }
    }
  }

  @Test
  void aLearnedDistanceGoesOnToo() {
    var file = folder.resolve("run.checkpoint");
    try (var whole = encoder();
        var part = encoder();
        var wholeHead = new LearnedL1Distance.Head(16, Device.cpu());
        var partHead = new LearnedL1Distance.Head(16, Device.cpu());
        var restHead = new LearnedL1Distance.Head(16, Device.cpu())) {
      training(whole, new BinaryCrossEntropy().create(wholeHead)).build().train();
      var run = training(part, new BinaryCrossEntropy().create(partHead)).optCheckpoint(file);
      run.optListener(interruptIn(2)).build().train();
      assertTrue(Thread.interrupted());
      run = training(part, new BinaryCrossEntropy().create(restHead)).optCheckpoint(file);
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
      var shorter = CONFIG.withEpochs(1);
      training(encoder, new InfoNce()).setConfig(shorter).optCheckpoint(file).build().train();
      assertRefused(file, training(encoder, new InfoNce(Distances.COSINE, 0.2)), "0.1", "0.2");
      assertRefused(
          file,
          training(encoder, new InfoNce())
              .setConfig(shorter.withLearningRateSchedule(LearningRateSchedule.CONSTANT)),
          "COSINE_WITH_WARMUP",
          "CONSTANT");
      var pairs = new PkSampler(DATA, 10, 4, new Seed(7));
      assertRefused(
          file, training(encoder, new InfoNce()).setConfig(shorter).optSampler(pairs), "PkSampler");
      assertRefused(
          file, training(encoder, new InfoNce()).setConfig(shorter).optSeed(new Seed(7)), "seed");
      assertRefused(
          file,
          training(encoder, new InfoNce())
              .setConfig(shorter)
              .setData(DATA.filterClasses(label -> label > 0)),
          "samples");
    }
  }

  @Test
  void aCustomSamplerIsResumedIfItIsTheSame() {
    var file = folder.resolve("run.checkpoint");
    try (var encoder = encoder()) {
      for (int run = 0; run < 2; run++) {
        var sampler = Sampler.classBalanced(DATA, 20, 0, new Seed(7));
        var config = CONFIG.withEpochs(1).withStepsPerEpoch(2);
        var builder = training(encoder, new InfoNce()).setConfig(config).optSampler(sampler);
        assertEquals(1, builder.optCheckpoint(file).build().train().epochs().size());
      }
    }
  }

  @Test
  void aBrokenFileAndOneOfVersion01AreRefused() throws IOException {
    var file = folder.resolve("run.checkpoint");
    try (var encoder = encoder()) {
      var shorter = CONFIG.withEpochs(1);
      var builder = training(encoder, new InfoNce()).setConfig(shorter).optCheckpoint(file);
      builder.build().train();
      var bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      assertRefused(file, builder, file.toString());
      bytes[3] = 1;
      Files.write(file, bytes);
      assertRefused(file, builder, file.toString(), "version 1");
    }
  }

  private static void assertRefused(Path file, Trainer.Builder builder, String... texts) {
    var trainer = builder.optCheckpoint(file).build();
    var error = assertThrows(IllegalStateException.class, trainer::train);
    for (var text : texts) {
      assertTrue(error.getMessage().contains(text), error.getMessage());
    }
  }

  @Test
  void aDamagedCheckpointIsNamed() throws IOException {
    var file = folder.resolve("run.checkpoint");
    try (var encoder = KilledChild.encoder();
        var manager = Torch.manager(Device.cpu())) {
      var config = TrainingConfig.defaults();
      var state = new RunState(List.of(encoder.weights()), config, manager);
      var whole = state.toCheckpoint("f");
      new Checkpoint("f", 0, 0, List.of(), new float[0], List.of(), List.of()).write(file);
      assertRefused(file, state);
      whole.state().get(0)[3] = Float.NaN;
      whole.write(file);
      assertRefused(file, state);
      whole.state().get(0)[3] = 0;
      whole.write(file);
      assertTrue(new CheckpointFile(file, Duration.ZERO, "f").read(state));
    }
  }

  private static void assertRefused(Path file, RunState state) {
    var error =
        assertThrows(
            IllegalStateException.class,
            () -> new CheckpointFile(file, Duration.ZERO, "f").read(state));
    assertTrue(error.getMessage().contains("run.checkpoint is damaged"), error.getMessage());
  }
}
