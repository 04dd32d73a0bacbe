package dev.siamese.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Seed;

/**
 * Looks at every sample several times, each time slightly altered, and takes the mean of the
 * embeddings (test-time augmentation). It costs as many times as much, and is to be reported apart
 * from what one look gives.
 *
 * @param views of looks, the first at the sample as it is
 * @param transform of the others
 * @param seed of their chance
 */
public record TestTimeAugmentation(int views, Augmentation transform, Seed seed) {

  public TestTimeAugmentation {
    if (views < 1) {
      throw new IllegalArgumentException("at least one view, not " + views);
    }
  }

  /**
   * The mean embeddings of samples just as they were read.
   *
   * @param owner gets the result; may be of another device
   * @return (N, D); of length 1 or less where the encoder's are of length 1
   */
  public NDArray embed(Encoder encoder, Dataset raw, NDManager owner) {
    var prepared = encoder.card().input().transform(raw);
    var sum = encoder.embedPreprocessed(prepared, owner);
    for (int view = 1; view < views; view++) {
      var altered = new AugmentedDataset(prepared, transform, seed.derive(view));
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        sum.addi(encoder.embedPreprocessed(altered, owner));
      }
    }
    return sum.divi(Scalar.constant((float) views));
  }
}
