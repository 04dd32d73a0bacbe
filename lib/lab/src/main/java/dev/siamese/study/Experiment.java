package dev.siamese.study;

import ai.djl.Device;
import dev.siamese.distance.Distance;
import dev.siamese.loss.LossSpec;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Seed;
import dev.siamese.training.History;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A comparison of losses on one task: with the same seed, the encoder starts with the same weights
 * and is trained on the same batches, whatever the loss.
 *
 * @param task the training, validation and test images
 * @param config all other hyper-parameters
 * @param device to train on
 */
public record Experiment(OneShotTask task, TrainingConfig config, Device device) {

  /**
   * Trains with a loss, and evaluates the encoder on the test episodes before and after.
   *
   * @param loss with its distance
   * @param seed of the initial weights and of the training
   * @param listener receives the progress of the training
   * @return the result with the encoder, which the caller closes
   */
  public RunResult run(LossSpec loss, Seed seed, TrainingListener listener) {
    var encoder = createEncoder(seed);
    var before = FewShotResult.evaluate(encoder, task.test());
    var history = train(encoder, loss, seed, listener);
    var after = FewShotResult.evaluate(encoder, task.test());
    return new RunResult(loss, encoder, history, before, after, history.seconds());
  }

  /**
   * {@return every loss with every distance} A loss that has no choice of distance, or whose text
   * names one, is included once, with its own distance.
   *
   * @param losses as {@link LossSpec#parse} reads them
   * @param distances to combine with every loss
   */
  public static List<LossSpec> withDistances(
      List<String> losses, List<? extends Distance> distances) {
    var specs = new LinkedHashSet<LossSpec>();
    for (var text : losses) {
      var loss = LossSpec.parse(text);
      if (text.contains("distance=")) {
        specs.add(loss);
      } else {
        distances.forEach(each -> specs.add(loss.withDistance(each).orElse(loss)));
      }
    }
    return List.copyOf(specs);
  }

  /**
   * {@return the encoder before training, which the caller closes}
   *
   * @param seed of the initial weights
   */
  public Encoder createEncoder(Seed seed) {
    return config.createEncoder(task.train(), device, seed);
  }

  /**
   * Trains an encoder with a loss and calibrates its threshold, see {@link OneShotTask#train}.
   *
   * @param encoder on the device of this experiment
   * @param loss with its distance
   * @param seed of batches and augmentation
   * @param listener receives the progress of the training
   * @return the losses and validation errors
   */
  public History train(Encoder encoder, LossSpec loss, Seed seed, TrainingListener listener) {
    return task.train(encoder, config.withLoss(loss), seed, listener, Optional.empty());
  }
}
