package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.Labels;

/**
 * What training makes small: a function of a batch's embeddings and classes.
 *
 * <p>Contrastive and triplet losses, and all others, are of this one shape: the batch is embedded
 * once, and pairs or triplets are made from its distances. The simplest loss is a lambda.
 */
@FunctionalInterface
public interface Loss {

  /**
   * The loss of one batch.
   *
   * @param embeddings (N, D)
   * @param labels the classes of the N rows
   * @return a scalar, differentiable; 0 when there is nothing to learn from
   */
  NDArray of(NDArray embeddings, Labels labels);

  /** The distance by which embeddings that this loss has trained are to be compared. */
  default Distance distance() {
    return Distances.EUCLIDEAN;
  }
}
