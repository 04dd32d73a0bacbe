package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A task of the user's own data, whose split its description explains in numbers.
 *
 * @param task trains and evaluates
 * @param description of the data and of the split, one or several lines
 * @param split the classes, groups or samples of each part
 */
record OwnTask(Task task, String description, Optional<RecordedSplit> split) implements Task {

  /** A task whose split is that of its parts. */
  OwnTask(Task task, String description) {
    this(task, description, task.split());
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    return task.train(config, device, seed, listener, checkpoint);
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return task.measure(encoder);
  }

  @Override
  public Optional<PairDistances> testDistances(Encoder encoder) {
    return task.testDistances(encoder);
  }

  @Override
  public Optional<Baseline> baseline() {
    return task.baseline();
  }

  @Override
  public int[] trainingClassSizes() {
    return task.trainingClassSizes();
  }

  @Override
  public Task trainSubset(int classes, double fraction, Seed seed) {
    return task.trainSubset(classes, fraction, seed);
  }

  @Override
  public String toString() {
    return description;
  }
}
