package dev.siamese.study;

import dev.siamese.data.TabularDataset;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.Sampler;
import dev.siamese.task.DensityRatioScorer;
import dev.siamese.task.FraudTask;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A Siamese network that learns to separate all types of fraud and of genuine claims, on
 * class-balanced batches. A query's score compares its distances to known frauds and to genuine
 * claims.
 *
 * @param config of the encoder's training; a batch has classesPerBatch × samplesPerClass samples
 * @param temperature of the distances, see {@link DensityRatioScorer}
 */
public record SiameseDetector(TrainingConfig config, double temperature) implements Detector {

  /** The number of genuine claims to compare with; more make no difference but take longer. */
  private static final int MAX_NEGATIVES = 1000;

  @Override
  public float[] scores(TabularDataset train, TabularDataset queries, Seed seed) {
    try (var encoder = trainEncoder(train, seed);
        var scorer = densityRatio(encoder, train, seed)) {
      return scorer.score(queries);
    }
  }

  /**
   * {@return the trained encoder, which the caller closes}
   *
   * @param train the training claims, with the types of fraud as classes
   * @param seed of the initial weights and of the training
   */
  public Encoder trainEncoder(TabularDataset train, Seed seed) {
    var encoder = config.createEncoder(train, Torch.device("auto"), seed);
    int batchSize = config.classesPerBatch() * config.samplesPerClass();
    Trainer.builder()
        .setEncoder(encoder)
        .setData(train)
        .setConfig(config)
        .optSampler(Sampler.classBalanced(train, batchSize, 0, seed.derive("batches")))
        .optSeed(seed.derive("training"))
        .build()
        .train();
    return encoder;
  }

  /**
   * {@return the scorer of an encoder: it compares with all known frauds and with some of the
   * genuine claims, drawn at random} The caller closes it.
   *
   * @param encoder trained on the same claims
   * @param train the claims to compare with
   * @param seed of the choice of genuine claims
   */
  public DensityRatioScorer densityRatio(Encoder encoder, TabularDataset train, Seed seed) {
    var isFraud = FraudTask.fraudMask(train);
    var order = seed.derive("ordinary").permutation(train.size());
    var genuine = Arrays.stream(order).filter(row -> !isFraud[row]).limit(MAX_NEGATIVES).toArray();
    var frauds = IntStream.range(0, isFraud.length).filter(row -> isFraud[row]).toArray();
    return new DensityRatioScorer(
        encoder, train.select(frauds), train.select(genuine), temperature);
  }

  @Override
  public String toString() {
    return "Siamese network";
  }
}
