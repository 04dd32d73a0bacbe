package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import java.util.List;

/** Turns raw samples into a network's input; part of the encoder and saved with it. */
public interface Preprocessor {

  /**
   * Returns this preprocessing with everything that is learned from the training data, such as a
   * vocabulary. Default: this preprocessing.
   *
   * @param train the training samples only, before preprocessing
   */
  default Preprocessor fit(Dataset train) {
    return this;
  }

  /**
   * Returns the samples as the network takes them, with the same labels. Called once per data set,
   * not per batch.
   *
   * @throws IllegalArgumentException if the samples are of another type
   */
  Dataset transform(Dataset raw);

  /**
   * Images of the size that the network takes, before all other preprocessing, to save time and
   * memory when they are augmented. Default: the images as they are.
   */
  default Images resize(Images images) {
    return images;
  }

  /** The shapes of a batch of n prepared samples, one for each tensor of the batch. */
  List<Shape> shapes(int n);
}
