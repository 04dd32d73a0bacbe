package dev.siamese.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Scalar;
import dev.siamese.engine.Seed;

/**
 * Looks at every sample several times, each time slightly altered, and takes the mean of the
 * embeddings (test-time augmentation). It costs as many times as much, and is to be reported apart
 * from what one look gives.
 *
 * @param count of looks, the first at the sample as it is
 * @param alteration of the others
 * @param seed of their chance
 */
public record Views(int count, Augmentation alteration, Seed seed) {

  public Views {
    if (count < 1) {
      throw new IllegalArgumentException("at least one view, not " + count);
    }
  }

  /**
   * The mean embeddings of samples just as they were read.
   *
   * @param owner gets the result; may be of another device
   * @return (N, D); of length 1 or less where the encoder's are of length 1
   */
  public NDArray embed(Encoder encoder, Dataset raw, NDManager owner) {
    var prepared = encoder.card().input().prepare(raw);
    var sum = encoder.embedPrepared(prepared, owner);
    for (int view = 1; view < count; view++) {
      var altered = new Altered(prepared, alteration, seed.derive(view));
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        sum.addi(encoder.embedPrepared(altered, owner));
      }
    }
    return sum.divi(Scalar.of((float) count));
  }
}
