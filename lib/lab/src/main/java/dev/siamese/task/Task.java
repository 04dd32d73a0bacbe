package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.metrics.PairDistances;
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
   * Evaluates a trained encoder on the test data.
   *
   * @param encoder trained for this task
   * @return metrics with their intervals, in the order of importance
   */
  Measurements measure(Encoder encoder);

  /**
   * {@return the values of {@link #measure} by name, with {@code low} and {@code high}, the
   * interval of the first}
   *
   * @param encoder trained for this task
   */
  default Map<String, Double> evaluate(Encoder encoder) {
    return measure(encoder).values();
  }

  /**
   * {@return the distances of the pairs of the test data that verification is evaluated on}
   * Default: none, of a task without pairs.
   *
   * @param encoder trained for this task
   */
  default Optional<PairDistances> testDistances(Encoder encoder) {
    return Optional.empty();
  }

  /**
   * {@return the number of training samples of each class} Labelled pairs, and samples of a task
   * that needs all of its classes, count as one class. Default: none, of a task without {@linkplain
   * #trainSubset parts} of its training data.
   */
  default int[] trainingClassSizes() {
    return new int[0];
  }

  /**
   * The same task with a part of the training samples, drawn at random; validation and test stay.
   * With one seed, a smaller part is within a larger one.
   *
   * @param classes the number of classes to train on; 1 if they count as one
   * @param fraction of the samples of each of them, above 0 and at most 1; at least two are kept
   * @param seed of the draw
   * @return the smaller task
   * @throws IllegalArgumentException if a number is out of its range
   * @throws UnsupportedOperationException if {@link #trainingClassSizes} is empty
   */
  default Task trainSubset(int classes, double fraction, Seed seed) {
    throw new UnsupportedOperationException(
        name() + " has no parts of its training data: see trainingClassSizes()");
  }

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
