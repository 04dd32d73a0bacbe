package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.metrics.DetectionMetrics;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Trains on class-balanced batches of a table, for as long as its validation rows suggest.
 *
 * @param task with the rows
 * @param device to train on
 * @param seed of weights and batches
 */
record TableTraining(TableTask task, Device device, Seed seed) {

  private static final int MIN_STEPS = 50; // of an epoch
  private static final int MAX_STEPS = 1000;

  /** Trains for the configured number of epochs, a third or a ninth of it. */
  TrainingResult train(
      TrainingConfig config, TrainingListener listener, Optional<Path> checkpoint) {
    int epochs = bestEpochs(config);
    if (epochs < config.epochs()) {
      listener.onWarning(
          "%d of %d epochs, by the average precision on the validation rows"
              .formatted(epochs, config.epochs()));
    }
    return trainFor(config.withEpochs(epochs), listener, checkpoint);
  }

  /**
   * The number of epochs after which an encoder of the other rows is best on those of validation.
   */
  private int bestEpochs(TrainingConfig config) {
    int best = config.epochs();
    if (task.validation().length == 0 || best < 3) {
      return best;
    }
    double highest = -1;
    var part =
        new TableTask(
            task.name(),
            task.train().select(task.others()),
            new int[0],
            task.train().select(task.validation()),
            Optional.empty(),
            task.options());
    var training = new TableTraining(part, device, seed);
    for (int epochs = best; epochs >= 1; epochs /= 3) {
      var shorter = config.withEpochs(epochs);
      try (var result = training.trainFor(shorter, TrainingListener.NONE, Optional.empty())) {
        var scores = part.scores(result.encoder(), part.test());
        double precision =
            new DetectionMetrics(scores, TableTask.positives(part.test())).averagePrecision();
        if (precision > highest) {
          highest = precision;
          best = epochs;
        }
      }
    }
    return best;
  }

  private TrainingResult trainFor(
      TrainingConfig config, TrainingListener listener, Optional<Path> checkpoint) {
    var train = task.train();
    var encoder = config.createEncoder(train, device, seed);
    int batchSize = config.classesPerBatch() * config.samplesPerClass();
    int steps = Math.min(MAX_STEPS, Math.max(MIN_STEPS, train.size() / batchSize));
    var fitted = config.stepsPerEpoch() > 0 ? config : config.withStepsPerEpoch(steps);
    var trainer =
        TaskTraining.unfitted(encoder, task.name(), train, fitted, seed, listener, checkpoint)
            .optSampler(Sampler.classBalanced(train, batchSize, 0, seed.derive("batches")));
    var history = trainer.build().train();
    for (var option : task.options().metadata().entrySet()) {
      encoder.setCard(encoder.card().withMetadata(option.getKey(), option.getValue()));
    }
    return new TrainingResult(encoder, history);
  }
}
