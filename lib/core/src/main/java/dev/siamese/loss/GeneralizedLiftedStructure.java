package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.MaskedOps;

/**
 * Lifted structure loss, generalised (Oh Song et al. 2016; Hermans, Beyer and Leibe 2017): all
 * positives of an anchor against all its negatives at once, smoothly.
 *
 * <p>mean over anchors of max(0, log Σ exp(d⁺) + log Σ exp(margin − d⁻)). Anchors are the rows with
 * both kinds. Needs no classes: pairs will do.
 *
 * <p>Use it like {@link Triplet} with hard mining, where single outliers must not decide. The sums
 * grow with the batch, so the margin has no meaning as a distance.
 *
 * <p>pytorch-metric-learning's GeneralizedLiftedStructureLoss is this where all rows are anchors.
 * It also gives a loss to rows of one kind only, taking the missing sum for 1, and averages over
 * all rows; here, nothing is learned where nothing is compared.
 *
 * @param distance between embeddings
 * @param margin above 0
 */
public record GeneralizedLiftedStructure(Distance distance, double margin) implements Loss {

  public GeneralizedLiftedStructure {
    if (!(margin > 0)) {
      throw new IllegalArgumentException(
          "lifted structure loss needs a margin above 0, not " + margin);
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
    return Losses.FAMILY.print(this);
  }
}
