package dev.siamese;

import dev.siamese.data.Dataset;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.loss.Contrastive;
import dev.siamese.match.RecordTrainer;
import dev.siamese.metrics.Calibration;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.PairDistances.Threshold;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Trains a {@link Siamese} network and fits its threshold on a held-out part.
 *
 * @param changes of the default configuration
 * @param device of the encoder, such as {@code auto}
 * @param seed of the run
 * @param listener that receives the progress
 */
record SiameseTraining(
    UnaryOperator<TrainingConfig> changes, String device, Seed seed, TrainingListener listener) {

  /** The key of the encoder's metadata for the evaluation on the held-out part. */
  static final String HELD_OUT = "held-out";

  private static final int EPISODES = 200;
  private static final int MIN_PAIRS = 10;
  private static final int BATCH_PAIRS = 64;
  private static final int MAX_WAYS = 20;
  private static final int MAX_CALIBRATION_SAMPLES = 2_000;

  Siamese train(Dataset data) {
    if (data instanceof Records records) {
      return new Siamese(recordTrainer(records).trainSelfSupervised(records, listener));
    }
    var holdout = Holdout.of(data, seed);
    var heldOut = holdout.heldOut();
    var config = changes.apply(Defaults.config(holdout.train())).fitTo(holdout.train());
    int ways = Math.min(MAX_WAYS, heldOut.classes().size());
    var episodes =
        new EpisodeSampler(ways, 1, 1).sample(heldOut, EPISODES, seed.derive("validation"));
    return train(
        config,
        holdout.train(),
        trainer -> trainer.optValidation(episodes),
        encoder -> {
          var result = FewShotResult.evaluate(encoder, episodes);
          var distances = distances(encoder, heldOut);
          setCard(encoder, distances, distances.equalErrorThreshold(), holdout.toString(), result);
        });
  }

  Siamese train(LabeledPairs pairs) {
    if (pairs.size() < MIN_PAIRS) {
      throw new IllegalArgumentException(
          "%s cannot be divided for training: at least %d are needed"
              .formatted(Counts.of(pairs.size(), "pair"), MIN_PAIRS));
    }
    if (pairs.data() instanceof Records records) {
      return new Siamese(recordTrainer(records).trainFromPairs(pairs, listener));
    }
    var order = seed.derive("split").permutation(pairs.size());
    int out = pairs.size() / 5;
    var heldOut = pairs.select(Arrays.copyOf(order, out));
    var train = pairs.select(Arrays.copyOfRange(order, out, order.length));
    var config = changes.apply(Defaults.config(pairs.data()).withLoss(new Contrastive()));
    return train(
        config,
        pairs.data(),
        trainer ->
            trainer
                .optSampler(
                    Sampler.pairs(train, Math.min(BATCH_PAIRS, train.size()), seed.derive("pairs")))
                .optValidation(heldOut),
        encoder -> {
          var distances = distances(encoder, heldOut);
          setCard(
              encoder,
              distances,
              distances.bestF1(),
              heldOut.size() + " held-out pairs",
              distances);
        });
  }

  private RecordTrainer recordTrainer(Records records) {
    return new RecordTrainer(changes.apply(Defaults.config(records)), Torch.device(device), seed);
  }

  private Siamese train(
      TrainingConfig config,
      Dataset data,
      UnaryOperator<Trainer.Builder> options,
      Consumer<Encoder> calibration) {
    var encoder = config.createEncoder(data, Torch.device(device), seed);
    try {
      var trainer =
          Trainer.builder()
              .setEncoder(encoder)
              .setData(data)
              .setConfig(config)
              .optListener(listener)
              .optSeed(seed.derive("training"));
      options.apply(trainer).build().train();
      calibration.accept(encoder);
      encoder.setCard(encoder.card().withInputStatistics(data));
      return new Siamese(encoder);
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  private static PairDistances distances(Encoder encoder, LabeledPairs pairs) {
    try (var manager = Torch.manager(encoder.device())) {
      return VerificationPairs.listed(
          encoder.embed(pairs.data(), manager), pairs, encoder.card().distance());
    }
  }

  private PairDistances distances(Encoder encoder, Dataset data) {
    var rows = seed.derive("calibration").permutation(data.size());
    var some = data.select(Arrays.copyOf(rows, Math.min(rows.length, MAX_CALIBRATION_SAMPLES)));
    try (var manager = Torch.manager(encoder.device())) {
      return VerificationPairs.all(
          encoder.embed(some, manager), some.labels(), encoder.card().distance());
    }
  }

  private static void setCard(
      Encoder encoder, PairDistances pairs, Threshold threshold, String part, Object result) {
    var card = encoder.card().withThreshold(threshold.value());
    encoder.setCard(
        Calibration.fit(pairs).addTo(card).withMetadata(HELD_OUT, part + ": " + result));
  }
}
