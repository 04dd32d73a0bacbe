package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Map;

/**
 * Something to learn and to be examined in, whatever the samples are: what to learn from, what to
 * choose by, and what to be judged on, nothing in more than one of them.
 */
public interface Task {

  /** The name of its data. */
  String name();

  /**
   * Trains an encoder, and puts a threshold that was fitted to the validation part onto its card,
   * if there is one. What counts is not looked at.
   *
   * @param recipe how
   * @param seed the root of all chance
   * @param listener who looks on
   * @param checkpoint where to keep what it takes to go on after an interruption; null for nowhere
   * @return what the caller has to close
   */
  TrainingResult train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint);

  /** What a trained encoder is worth on what counts: figures by name, in the order to be read. */
  Map<String, Double> evaluate(Encoder encoder);
}
