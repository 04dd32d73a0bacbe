package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;

/**
 * A penalty on the norm of embeddings: mean of ‖x‖ᵖ over the rows of the batch, with the Euclidean
 * norm.
 *
 * <p>Add it to a loss on embeddings that are not L2-normalised, to keep their norms bounded: {@code
 * loss.plus(new NormPenalty(), 0.01)}. With cosine distance it affects only the norms, and through
 * them the effective learning rate.
 *
 * <p>Equals pytorch-metric-learning's LpRegularizer with p = 2 and this power.
 *
 * @param p the power of the norm, 1 or 2. Default: 1
 */
public record NormPenalty(int p) implements Loss {

  /**
   * Checks the values.
   *
   * @param p the power of the norm, 1 or 2
   * @throws IllegalArgumentException if a value is out of its range
   */
  public NormPenalty {
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("p of the norm penalty must be 1 or 2, not " + p);
    }
  }

  /** The norm itself. */
  public NormPenalty() {
    this(1);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    return p == 1
        ? embeddings.norm(new int[] {1}, false).mean()
        : embeddings.square().sum(new int[] {1}).mean();
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
