package dev.siamese.experiment;

import ai.djl.Device;
import dev.siamese.data.Images;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.evaluation.OneShot;
import dev.siamese.loss.Loss;
import dev.siamese.training.Training;
import dev.siamese.training.TrainingListener;

/**
 * A task and a recipe, to be run once for each loss and seed that is to be compared: the encoder
 * begins with the same weights and sees the same batches, whatever the loss.
 *
 * @param task what to learn
 * @param recipe how
 * @param device where
 */
public record Experiment(OneShotTask task, Recipe recipe, Device device) {

  /** Trains and examines one encoder, which the caller has to close. */
  public Outcome run(Loss loss, Seed seed, TrainingListener listener) {
    var encoder =
        Encoder.create(recipe.input(), recipe.architecture(), device, seed.derive("weights"));
    encoder.describe(
        encoder
            .card()
            .withDistance(loss.distance())
            .withNote("data", task.name())
            .withNote("loss", loss.toString())
            .withNote("seed", Long.toString(seed.value())));
    var before = OneShot.ask(encoder, task.test());
    long start = System.nanoTime();
    var history =
        Training.builder()
            .setEncoder(encoder)
            .setData(data())
            .setLoss(loss)
            .optBatch(recipe.classes(), recipe.samples())
            .optAugmentation(recipe.augmentation())
            .optEpochs(recipe.epochs())
            .optStepsPerEpoch(recipe.stepsPerEpoch())
            .optLearningRate(recipe.learningRate())
            .optValidation(task.validation())
            .optListener(listener)
            .optSeed(seed.derive("training"))
            .build()
            .run();
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new Outcome(loss, encoder, history, before, OneShot.ask(encoder, task.test()), seconds);
  }

  private Images data() {
    return recipe.rotatedClasses() ? task.train().withRotatedClasses() : task.train();
  }
}
