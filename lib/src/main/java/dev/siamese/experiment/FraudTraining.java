package dev.siamese.experiment;

import dev.siamese.data.TableRows;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.loss.Loss;
import dev.siamese.sampling.Sampler;
import dev.siamese.training.Training;

/** The training that all networks for imbalanced data share: one budget, whatever the loss. */
final class FraudTraining {

  private FraudTraining() {}

  static void run(
      Recipe recipe, Encoder encoder, TableRows data, Sampler batches, Loss loss, Seed seed) {
    Training.builder()
        .setEncoder(encoder)
        .setData(data)
        .setLoss(loss)
        .optSampler(batches)
        .optAugmentation(recipe.altering())
        .optEpochs(recipe.epochs())
        .optStepsPerEpoch(recipe.stepsPerEpoch())
        .optLearningRate(recipe.learningRate())
        .optWeightDecay(recipe.weightDecay())
        .optAveraging(recipe.averaging())
        .optSeed(seed.derive("training"))
        .build()
        .run();
  }
}
