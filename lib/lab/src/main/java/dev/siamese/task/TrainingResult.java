package dev.siamese.task;

import dev.siamese.model.Encoder;
import dev.siamese.training.History;

/**
 * A trained encoder and the history of its training.
 *
 * @param encoder closed together with this record
 * @param history the losses and validation errors
 */
public record TrainingResult(Encoder encoder, History history) implements AutoCloseable {

  @Override
  public void close() {
    encoder.close();
  }
}
