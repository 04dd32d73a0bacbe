package dev.siamese.study;

import ai.djl.Device;
import dev.siamese.data.Images;
import dev.siamese.data.WritingNormalizer;
import dev.siamese.loss.Loss;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.CroppedWritingInput;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.Recipe;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.History;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;

/**
 * A task and a recipe, to be run once for each loss and seed that is to be compared: the encoder
 * begins with the same weights and sees the same batches, whatever the loss.
 *
 * @param task what to learn
 * @param recipe how
 * @param device where
 */
public record Experiment(OneShotTask task, Recipe recipe, Device device) {

  /** Trains with a loss, and examines the encoder before and after; the caller has to close it. */
  public RunResult run(Loss loss, Seed seed, TrainingListener listener) {
    var encoder = createEncoder(seed);
    var before = FewShotResult.evaluate(encoder, task.test());
    var history = train(encoder, loss, seed, listener, null);
    var after = FewShotResult.evaluate(encoder, task.test());
    return new RunResult(loss, encoder, history, before, after, history.seconds());
  }

  /** The encoder that a run begins with, which the caller has to close. */
  public Encoder createEncoder(Seed seed) {
    return recipe.createEncoder(task.train(), device, seed);
  }

  /**
   * Trains that encoder, and examines nothing: the questions that count are not looked at. With
   * validation, the threshold of its card tells the held-out alphabets' pairs best.
   *
   * @param checkpoint where to keep what it takes to go on after an interruption; null for nowhere
   */
  public History train(
      Encoder encoder, Loss loss, Seed seed, TrainingListener listener, Path checkpoint) {
    Recipe.setTrainingMetadata(encoder, task.name(), loss, seed);
    var training =
        recipe
            .training(encoder, data(), seed.derive("training"))
            .setLoss(loss)
            .optCheckpoint(checkpoint)
            .optValidation(task.validation())
            .optListener(listener)
            .build();
    var history = training.train();
    if (task.validation() != null) {
      calibrate(encoder);
    }
    return history;
  }

  private void calibrate(Encoder encoder) {
    try (var manager = Torch.manager(device)) {
      var data = task.validation().data();
      var embeddings = encoder.embed(data, manager);
      var pairs = VerificationPairs.withinGroups(embeddings, data, encoder.card().distance());
      encoder.setCard(encoder.card().withThreshold(pairs.bestBalancedAccuracy().value()));
    }
  }

  private Images data() {
    if (!recipe.rotatedClasses()) {
      return task.train();
    }
    return resizedToInput(task.train()).withRotatedClasses();
  }

  /** Images of the size of the input: turning large ones takes seconds and memory. */
  private Images resizedToInput(Images images) {
    if (recipe.input() instanceof ImageInput input) {
      return images.resized(input.size());
    }
    if (recipe.input() instanceof CroppedWritingInput input) {
      return new WritingNormalizer(input.height(), input.width()).apply(images);
    }
    return images;
  }
}
