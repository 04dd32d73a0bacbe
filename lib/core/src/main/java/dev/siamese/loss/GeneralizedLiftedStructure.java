package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;

/**
 * Generalised lifted structure loss (Oh Song et al. 2016; Hermans, Beyer and Leibe 2017): a smooth
 * version of batch-hard triplet loss over all positives and negatives of an anchor.
 *
 * <p>mean over anchors of max(0, log Σ exp(d⁺) + log Σ exp(margin − d⁻)). Anchors are the rows with
 * positives and negatives. Works with classes or pairs.
 *
 * <p>Use it instead of {@link Triplet} with batch-hard mining, where outliers would dominate. The
 * sums grow with the batch, so the margin is not a distance.
 *
 * <p>Equals pytorch-metric-learning's GeneralizedLiftedStructureLoss if all rows are anchors. For
 * other rows the latter takes the missing sum as 1 and averages over all rows; here they are left
 * out.
 *
 * @param distance between embeddings. Default: Euclidean
 * @param margin above 0. Default: 1
 */
public record GeneralizedLiftedStructure(Distance distance, double margin) implements Loss {

  /**
   * Checks the values.
   *
   * @param distance between embeddings
   * @param margin above 0
   * @throws IllegalArgumentException if a value is out of its range
   */
  public GeneralizedLiftedStructure {
    if (!(margin > 0)) {
      throw new IllegalArgumentException(
          "the margin of generalized lifted structure loss must be above 0, not " + margin);
    }
  }

  /** Euclidean distance and a margin of 1. */
  public GeneralizedLiftedStructure() {
    this(Distances.EUCLIDEAN, 1);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var manager = embeddings.getManager();
    var d = distance.allPairs(embeddings, embeddings); // (N, N)
    var pull = MaskedOps.maskedLogSumExp(d, labels.positiveMask(manager));
    var push =
        MaskedOps.maskedLogSumExp(
            d.neg().add(Scalar.constant(margin)), labels.negativeMask(manager));
    return Reductions.maskedMean(
        pull.add(push).maximum(Scalar.constant(0)), labels.anchorMask(manager));
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
