package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.data.Dataset;
import dev.siamese.metrics.Calibration;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.PairDistances;
import dev.siamese.metrics.PairDistances.Threshold;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;

/** What the training of all tasks has in common. */
final class TaskTraining {

  private TaskTraining() {}

  /** Sets the data set, the loss and the seed on the encoder's card. */
  static void setMetadata(Encoder encoder, String dataName, TrainingConfig config, Seed seed) {
    encoder.setCard(
        encoder
            .card()
            .withMetadata("data", dataName)
            .withMetadata("loss", config.loss().toString())
            .withMetadata("seed", Long.toString(seed.value())));
  }

  /** Sets the threshold and the calibration of probabilities on the encoder's card. */
  static void calibrate(Encoder encoder, PairDistances validation, Threshold threshold) {
    var card = encoder.card().withThreshold(threshold.value());
    encoder.setCard(Calibration.fit(validation).addTo(card));
  }

  /**
   * Trains a new encoder. With validation, the threshold on its card is that of the best balanced
   * accuracy on the pairs of the episodes, by which probabilities are calibrated too.
   */
  static <D extends Dataset> TrainingResult train(
      String name,
      D train,
      Optional<EpisodeSet<D>> validation,
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var encoder = config.createEncoder(train, device, seed);
    var trainer = builder(encoder, name, train, config, seed, listener, checkpoint);
    validation.ifPresent(trainer::optValidation);
    var history = trainer.build().train();
    validation.ifPresent(
        episodes -> {
          var pairs = FewShotResult.evaluate(encoder, episodes).pairs();
          calibrate(encoder, pairs, pairs.bestBalancedAccuracy());
        });
    return new TrainingResult(encoder, history);
  }

  /**
   * The trainer of an encoder, whose card gets the metadata; still without validation. Batches are
   * fitted to small training data with a warning.
   *
   * @param name of the data set
   */
  static Trainer.Builder builder(
      Encoder encoder,
      String name,
      Dataset train,
      TrainingConfig config,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var fitted = config.fitTo(train);
    if (!fitted.equals(config)) {
      listener.onWarning(
          "%d classes × %d samples per batch instead of %d × %d, to fit the training data"
              .formatted(
                  fitted.classesPerBatch(),
                  fitted.samplesPerClass(),
                  config.classesPerBatch(),
                  config.samplesPerClass()));
    }
    return unfitted(encoder, name, train, config, seed, listener, checkpoint).setConfig(fitted);
  }

  /** The same trainer with batches as configured, for a sampler of pairs. */
  static Trainer.Builder unfitted(
      Encoder encoder,
      String name,
      Dataset train,
      TrainingConfig config,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    setMetadata(encoder, name, config, seed);
    var builder =
        Trainer.builder()
            .setEncoder(encoder)
            .setData(train)
            .setConfig(config)
            .optSeed(seed.derive("training"))
            .optListener(listener);
    checkpoint.ifPresent(builder::optCheckpoint);
    return builder;
  }
}
