package dev.siamese.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Scalar;

/**
 * Test-time augmentation (TTA): the mean of the embeddings of several augmented views of each
 * sample. The cost grows with the number of views; report results with and without it.
 *
 * @param views the number of views, including the unchanged sample; at least 1
 * @param transform applied to all views but the first
 * @param seed for the random transforms
 */
public record TestTimeAugmentation(int views, Augmentation transform, Seed seed) {

  /**
   * Checks the number of views.
   *
   * @param views at least 1
   * @param transform applied to all views but the first
   * @param seed for the random transforms
   */
  public TestTimeAugmentation {
    if (views < 1) {
      throw new IllegalArgumentException("the number of views must be at least 1: " + views);
    }
  }

  /**
   * The mean embeddings of samples.
   *
   * @param encoder used but not closed
   * @param raw samples that have not been preprocessed
   * @param owner the manager of the result, possibly on another device
   * @return (N, D); the mean of L2-normalised embeddings has a norm of at most 1
   */
  public NDArray embed(Encoder encoder, Dataset raw, NDManager owner) {
    var preprocessed = encoder.card().input().transform(raw);
    var sum = encoder.embedPreprocessed(preprocessed, owner);
    for (int view = 1; view < views; view++) {
      var augmented = new AugmentedDataset(preprocessed, transform, seed.derive(view));
      try (var embeddings = encoder.embedPreprocessed(augmented, owner)) {
        sum.addi(embeddings);
      }
    }
    return sum.divi(Scalar.constant((float) views));
  }
}
