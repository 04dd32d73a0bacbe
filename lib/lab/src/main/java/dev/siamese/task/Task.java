package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A learning problem with disjoint training, validation and test data. */
public interface Task {

  /** {@return the name of its data set} */
  String name();

  /**
   * Trains an encoder. If there is validation data, the encoder's threshold is calibrated on it.
   * The test data is not used.
   *
   * @param config the hyper-parameters, with input and architecture
   * @param device to train on
   * @param seed of the initial weights and of the training
   * @param listener receives the progress of the training
   * @param checkpoint the file from which an interrupted run continues; see {@link
   *     Trainer.Builder#optCheckpoint}
   * @return the encoder, which the caller closes, and its history
   */
  TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint);

  /**
   * Trains an encoder without a checkpoint.
   *
   * @param config the hyper-parameters, with input and architecture
   * @param device to train on
   * @param seed of the initial weights and of the training
   * @param listener receives the progress of the training
   * @return the encoder, which the caller closes, and its history
   */
  default TrainingResult train(
      TrainingConfig config, Device device, Seed seed, TrainingListener listener) {
    return train(config, device, seed, listener, Optional.empty());
  }

  /**
   * Evaluates a trained encoder on the test data: metrics by name, in the order of importance.
   *
   * @param encoder trained for this task
   * @return metrics by name
   */
  Map<String, Double> evaluate(Encoder encoder);

  /**
   * {@return the results of a simple method without training on the same test data} Default: none.
   */
  default Optional<Baseline> baseline() {
    return Optional.empty();
  }

  /**
   * {@return which classes, groups or samples are in each part, to be saved in the encoder's file}
   * Default: not known.
   */
  default Optional<RecordedSplit> split() {
    return Optional.empty();
  }
}
