package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.RandomAffine;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Loss;
import dev.siamese.loss.LossSpec;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.mining.TripletMiners;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.PkSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.table.HistoryTable;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {

  private static final Images DATA = new SyntheticGlyphs(4, 10, 6, 32).generate(new Seed(1));
  private static final Images UNSEEN = new SyntheticGlyphs(4, 10, 4, 32).generate(new Seed(2));

  private static Encoder encoder() {
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
          .withEpochs(3)
          .withLearningRate(3e-3);

  private static Trainer.Builder training(Encoder encoder, Loss loss) {
    return Trainer.builder().setEncoder(encoder).setData(DATA).setLoss(loss).setConfig(CONFIG);
  }

  @Test
  void bothLossesTeachToTellUnseenClassesApart() {
    var trials = new EpisodeSampler(10, 1, 1).sampleWithinGroups(UNSEEN, 40, new Seed(4));
    for (Loss loss : List.of(new Contrastive(), new Triplet())) {
      try (var encoder = encoder()) {
        double before = FewShotResult.evaluate(encoder, trials).error().value();
        training(encoder, loss).setConfig(CONFIG.withEpochs(50)).build().train();
        double after = FewShotResult.evaluate(encoder, trials).error().value();
        // four standard errors of a fraction of 400 queries
        assertTrue(after < before - 0.1, "%s: %s to %s".formatted(loss, before, after));
      }
    }
  }

  @Test
  void equalSeedsGiveEqualRunsAndOthersDoNot() {
    var first = train(5);
    assertArrayEquals(first, train(5));
    assertNotEquals(first[0], train(6)[0]);
  }

  private static float[] train(long seed) {
    try (var encoder = encoder()) {
      training(encoder, new Triplet()).optSeed(new Seed(seed)).build().train();
      return encoder.weights().state().values();
    }
  }

  @Test
  void theHistoryHasARowForEveryEpochAndStep() {
    try (var encoder = encoder()) {
      var trials = new EpisodeSampler(5, 1, 1).sample(UNSEEN, 4, new Seed(4));
      var history = training(encoder, new Contrastive()).optValidation(trials).build().train();
      assertEquals(3, history.epochs().size());
      assertEquals(12, history.stepLosses().length);
      assertEquals(12, history.epochs().get(2).step());
      double sum = 0;
      for (float loss : history.stepLosses()) {
        sum += loss;
      }
      double mean = history.epochs().stream().mapToDouble(History.Epoch::loss).sum() / 3;
      assertEquals(sum / 12, mean, 1e-6);
      for (var epoch : history.epochs()) {
        assertFalse(Double.isNaN(epoch.validationError()));
      }
    }
  }

  @Test
  void everyEpochHasTheStatisticsOfTheEmbeddings() {
    try (var encoder = encoder()) {
      var trials = new EpisodeSampler(5, 1, 1).sample(UNSEEN, 4, new Seed(4));
      var history = training(encoder, new Contrastive()).optValidation(trials).build().train();
      var table = HistoryTable.epochs(history);
      for (var metric : List.of("overlap", "alignment", "uniformity", "effective_rank")) {
        assertEquals(3, table.numberColumn(metric).size());
        assertEquals(0, table.numberColumn(metric).countMissing());
      }
      assertEquals(1, table.numberColumn("mean_norm").mean(), 1e-4, "the encoder normalises");
      double rank = table.numberColumn("effective_rank").max();
      assertTrue(rank > 1 && rank <= 16, "rank " + rank);
    }
  }

  @Test
  void aCollapseIsWarnedOfOnce() {
    try (var encoder = encoder()) {
      var trials = new EpisodeSampler(5, 1, 1).sample(UNSEEN, 4, new Seed(4));
      var warnings = new RecordedWarnings();
      // the hardest triplets of a fresh encoder are the way to collapse
      var loss = new Triplet(Distances.EUCLIDEAN, 0.2, TripletMiners.BATCH_HARD);
      training(encoder, loss)
          .optValidation(trials)
          .setConfig(CONFIG.withEpochs(12).withLearningRate(0.01))
          .optListener(warnings)
          .build()
          .train();
      assertEquals(1, warnings.messages().size());
      assertTrue(warnings.messages().get(0).contains("Mine semi-hard triplets"));
    }
  }

  @Test
  void theBestEpochIsKept() {
    try (var encoder = encoder()) {
      var trials = new EpisodeSampler(10, 1, 1).sampleWithinGroups(UNSEEN, 20, new Seed(4));
      // a rate far too high: the first epoch is better than the last
      var history =
          training(encoder, new Contrastive())
              .optValidation(trials)
              .setConfig(CONFIG.withEpochs(4).withLearningRate(0.3))
              .build()
              .train();
      double best = HistoryTable.epochs(history).numberColumn("validation_error").min();
      assertEquals(best, FewShotResult.evaluate(encoder, trials).error().value(), 1e-9);
    }
  }

  @Test
  void anInterruptedRunEndsAfterItsStepWithWhatItHas() {
    try (var encoder = encoder()) {
      var listener =
          new TrainingListener() {
            @Override
            public void onStep(Progress progress) {
              if (progress.step() == 6) {
                Thread.currentThread().interrupt();
              }
            }

            @Override
            public void onEpoch(Progress progress, History history) {
              assertEquals(6 == progress.step(), history.interrupted());
              assertFalse(
                  Thread.currentThread().isInterrupted(), "a listener may write to a socket");
            }
          };
      var history = training(encoder, new Contrastive()).optListener(listener).build().train();
      assertTrue(Thread.interrupted(), "the interrupt stays visible to the caller");
      assertTrue(history.interrupted());
      assertEquals(6, history.stepLosses().length);
    }
  }

  @Test
  void theCardTellsHowToCompareAndWhatWasSeen() {
    try (var encoder = encoder()) {
      training(encoder, new Triplet()).setConfig(CONFIG.withEpochs(1)).build().train();
      assertEquals(new Triplet().distance(), encoder.card().distance());
      assertEquals(40, encoder.card().trainingClasses().size());
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    var builder = Trainer.builder().setData(DATA).setLoss(new Triplet());
    var error = assertThrows(NullPointerException.class, builder::build);
    assertTrue(error.getMessage().contains("setEncoder"), error.getMessage());
  }

  @Test
  void aLossWithWeightsIsCreatedFromItsSpecification() {
    try (var encoder = encoder()) {
      var config = CONFIG.withLoss(LossSpec.parse("proxy-anchor(alpha=16)"));
      var builder = Trainer.builder().setEncoder(encoder).setData(DATA).setConfig(config);
      var history = builder.build().train();
      assertTrue(history.lastLoss() < history.epochs().get(0).loss(), history.epochs()::toString);
      assertEquals(Distances.COSINE, encoder.card().distance());
    }
  }

  @Test
  void rotatedImagesAreClassesOfTheirOwn() {
    try (var encoder = encoder()) {
      var config = CONFIG.withRotatedClasses(true).withEpochs(1).withStepsPerEpoch(1);
      training(encoder, new Triplet()).setConfig(config).build().train();
      assertEquals(160, encoder.card().trainingClasses().size());
      var sampler = new PkSampler(DATA, 10, 4, new Seed(1));
      var trainer = training(encoder, new Triplet()).setConfig(config).optSampler(sampler).build();
      assertThrows(IllegalArgumentException.class, trainer::train);
    }
  }

  @Test
  void stepsLeaveNoArraysBehind() {
    try (var encoder = encoder()) {
      var counts = new int[2];
      var listener =
          new TrainingListener() {
            @Override
            public void onEpoch(Progress progress, History history) {
              if (progress.epoch() == 2) {
                counts[0] = Torch.liveTensorCount();
              } else if (progress.epoch() == 6) {
                counts[1] = Torch.liveTensorCount();
              }
            }
          };
      training(encoder, new Triplet())
          .setConfig(CONFIG.withEpochs(6))
          .optListener(listener)
          .build()
          .train();
      assertEquals(counts[0], counts[1]);
    }
  }
}
