package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.data.Images;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.loss.BinaryCrossEntropy;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.loss.ProxyAnchor;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training when the loss has weights of its own. */
class LearnedLossTest {

  private static final int DIMENSIONS = 16;
  private static final Images DATA = new SyntheticGlyphs(4, 10, 6, 32).generate(new Seed(1));
  private static final Images UNSEEN = new SyntheticGlyphs(4, 10, 4, 32).generate(new Seed(2));

  private static Encoder encoder() {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(8, 16)).projected(DIMENSIONS).l2Normalized(),
        Device.cpu(),
        new Seed(3));
  }

  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults().withPkBatch(10, 4).withEpochs(6).withLearningRate(3e-3);

  private static Trainer.Builder training(Encoder encoder, Loss loss) {
    return Trainer.builder().setEncoder(encoder).setData(DATA).setLoss(loss).setConfig(CONFIG);
  }

  private static void assertLearns(Loss loss) {
    var before = loss.parameters().get(0).state().values();
    try (var encoder = encoder()) {
      var history = training(encoder, loss).build().train();
      double first = history.epochs().get(0).loss();
      assertTrue(history.lastLoss() < 0.8 * first, loss + ": " + history.epochs());
    }
    var after = loss.parameters().get(0).state().values();
    for (int i = 0; i < before.length; i++) {
      assertNotEquals(before[i], after[i], loss + ", weight " + i);
    }
  }

  /** Pixels as embeddings. */
  @Test
  void aNetworkWithoutParametersIsTrainedOnlyThroughItsLoss() {
    var config = CONFIG.withEpochs(1).withStepsPerEpoch(2);
    try (var pixels =
            Encoder.create(
                new ImageInput(16, true), Architecture.identity(), Device.cpu(), new Seed(1));
        var head = new LearnedL1Distance.Head(256, Device.cpu())) {
      var before = head.weights().state().values();
      var loss = new BinaryCrossEntropy().create(head);
      training(pixels, loss).setConfig(config).build().train();
      assertNotEquals(before[0], head.weights().state().values()[0]);
      var trainer = training(pixels, new Triplet()).setConfig(config).build();
      var thrown = assertThrows(IllegalArgumentException.class, trainer::train);
      assertTrue(thrown.getMessage().contains("nothing to train"), thrown.getMessage());
    }
  }

  @Test
  void theHeadIsTrainedByCrossEntropy() {
    try (var head = new LearnedL1Distance.Head(DIMENSIONS, Device.cpu())) {
      assertLearns(new BinaryCrossEntropy().create(head));
    }
  }

  @Test
  void theHeadIsTrainedByAnyLossOverIt() {
    try (var head = new LearnedL1Distance.Head(DIMENSIONS, Device.cpu())) {
      assertLearns(new Contrastive(head, 0.9));
    }
  }

  @Test
  void proxiesAreTrained() {
    try (var loss = new ProxyAnchor().create(40, DIMENSIONS, Device.cpu(), new Seed(5))) {
      assertLearns(loss);
    }
  }

  @Test
  void theCardHasTheHeadAsItWasInTheBestEpochAndAFileKeepsIt(@TempDir Path folder) {
    try (var encoder = encoder();
        var head = new LearnedL1Distance.Head(DIMENSIONS, Device.cpu())) {
      var trials = new EpisodeSampler(10, 1, 1).sampleWithinGroups(UNSEEN, 20, new Seed(4));
      var heads = new ArrayList<LearnedL1Distance>();
      var listener =
          new TrainingListener() {
            @Override
            public void onStep(Progress progress) {
              if (progress.epoch() == progress.totalEpochs()) { // which shall not be the best
                var state = encoder.weights().state();
                Arrays.fill(state.values(), 0);
                encoder.weights().loadState(state);
              }
            }

            @Override
            public void onEpoch(Progress progress, History history) {
              heads.add(head.snapshot());
            }
          };
      var history =
          training(encoder, new BinaryCrossEntropy().create(head))
              .optValidation(trials)
              .optListener(listener)
              .build()
              .train();
      var errors = history.epochs().stream().map(History.Epoch::validationError).toList();
      double best = Collections.min(errors);
      int epoch = errors.indexOf(best);
      assertTrue(epoch < 5, "the best of " + errors + " is not the last");
      assertNotEquals(heads.get(epoch), heads.get(5));
      assertEquals(heads.get(epoch), head.snapshot());
      assertEquals(head.snapshot(), encoder.card().distance());
      assertEquals(best, FewShotResult.evaluate(encoder, trials).error().value(), 1e-9);
      encoder.save(folder.resolve("encoder"));
      try (var loaded = Encoder.load(folder.resolve("encoder"), Device.cpu())) {
        assertEquals(head.snapshot(), loaded.card().distance());
        assertEquals(best, FewShotResult.evaluate(loaded, trials).error().value(), 1e-9);
      }
    }
  }

  @Test
  void stepsLeaveNothingBehindInTheLoss() {
    try (var encoder = encoder();
        var head = new LearnedL1Distance.Head(DIMENSIONS, Device.cpu())) {
      var counts = new int[2];
      var listener =
          new TrainingListener() {
            @Override
            public void onEpoch(Progress progress, History history) {
              counts[progress.epoch() == 1 ? 0 : 1] = Torch.liveTensorCount();
            }
          };
      var loss = new BinaryCrossEntropy().create(head);
      training(encoder, loss).setConfig(CONFIG.withEpochs(4)).optListener(listener).build().train();
      assertEquals(counts[0], counts[1]);
    }
  }

  /** InfoNCE, and besides it something steep that has nothing to do with the embeddings. */
  private record Beside(LearnedL1Distance.Head head) implements Loss {
    @Override
    public NDArray compute(NDArray embeddings, BatchLabels labels) {
      var own = embeddings.getManager().zeros(embeddings.getShape());
      var apart = head.paired(own, own.add(1)).sum().mul(1e6f);
      return new InfoNce().compute(embeddings, labels).add(apart);
    }

    @Override
    public List<Weights> parameters() {
      return List.of(head.weights());
    }
  }

  @Test
  void weightsOfTheLossDoNotDisturbTheEncoders() {
    float[] alone;
    try (var encoder = encoder()) {
      training(encoder, new InfoNce()).setConfig(CONFIG.withEpochs(1)).build().train();
      alone = encoder.weights().state().values();
    }
    try (var encoder = encoder();
        var head = new LearnedL1Distance.Head(DIMENSIONS, Device.cpu())) {
      training(encoder, new Beside(head)).setConfig(CONFIG.withEpochs(1)).build().train();
      assertArrayEquals(alone, encoder.weights().state().values(), 1e-6f);
    }
  }

  @Test
  void aLossIsToldTheStepForItsChance() {
    var steps = new ArrayList<Long>();
    Loss listening =
        (embeddings, labels) -> {
          steps.add(labels.step());
          return new InfoNce().compute(embeddings, labels);
        };
    try (var encoder = encoder()) {
      training(encoder, listening).setConfig(CONFIG.withEpochs(2)).build().train();
    }
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), steps);
  }
}
