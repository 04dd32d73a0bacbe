package dev.siamese.task;

import dev.siamese.model.Encoder;
import dev.siamese.training.History;

/**
 * A trained encoder, and how it became that.
 *
 * @param encoder belongs to whoever had it trained
 * @param history of the training
 */
public record TrainingResult(Encoder encoder, History history) implements AutoCloseable {

  @Override
  public void close() {
    encoder.close();
  }
}
