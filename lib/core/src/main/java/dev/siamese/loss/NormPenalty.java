package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;

/**
 * A penalty on long embeddings: mean of |x|, or of |x|², over the rows of the batch.
 *
 * <p>Use it beside a loss whose embeddings are not normalised, to keep them from growing: {@code
 * loss.plus(new EmbeddingNorm(), 0.01)}. With cosine distance it changes nothing but the lengths,
 * and with them the speed of learning.
 *
 * <p>The numbers are those of pytorch-metric-learning's LpRegularizer with p = 2.
 *
 * @param p the power of the Euclidean norm, 1 or 2
 */
public record NormPenalty(int p) implements Loss {

  public NormPenalty {
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("p must be 1 or 2, not " + p);
    }
  }

  /** The norm itself, whose pull is the same at every length. */
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
    return Losses.FAMILY.print(this);
  }
}
