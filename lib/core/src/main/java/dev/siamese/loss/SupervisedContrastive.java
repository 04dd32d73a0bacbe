package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;

/**
 * Supervised contrastive loss (Khosla et al. 2020, with the sum outside the logarithm):
 * cross-entropy of identifying each positive of an anchor among all other rows.
 *
 * <p>mean over anchors a of −1/|P(a)| Σ over p in P(a) of log(e(a, p) / Σ e(a, o)) with e = exp(−d
 * / temperature), where P(a) are the anchor's positives and o runs over its positives and
 * negatives. Anchors are the rows with both. Works with classes or pairs.
 *
 * <p>Use it like {@link InfoNce}, with more samples of each class. The positives compete with each
 * other, so they do not collapse to one point.
 *
 * <p>Equals pytorch-metric-learning's SupConLoss, except that the latter leaves terms that round to
 * 0 out of the mean.
 *
 * @param distance between embeddings; with cosine, e is exp(cos / temperature) up to a factor.
 *     Default: cosine
 * @param temperature above 0: the lower, the more the nearest rows dominate; 0.05 to 0.5 with
 *     cosine. Default: 0.1
 */
public record SupervisedContrastive(Distance distance, double temperature) implements Loss {

  /**
   * Checks the values.
   *
   * @param distance between embeddings; with cosine, e is exp(cos / temperature) up to a factor
   * @param temperature above 0: the lower, the more the nearest rows dominate; 0.05 to 0.5 with
   *     cosine
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SupervisedContrastive {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "the temperature of supervised contrastive loss must be above 0, not %s: try 0.1"
              .formatted(temperature));
    }
  }

  /** Cosine distance and a temperature of 0.1. */
  public SupervisedContrastive() {
    this(Distances.COSINE, 0.1);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var manager = embeddings.getManager();
    var logits =
        distance.allPairs(embeddings, embeddings).div(Scalar.constant(-temperature)); // (N, N)
    var positives = labels.positiveMask(manager);
    var all = MaskedOps.maskedLogSumExp(logits, positives.add(labels.negativeMask(manager)));
    var count = positives.sum(new int[] {1}); // (N)
    var mean = logits.mul(positives).sum(new int[] {1}).div(count.maximum(Scalar.constant(1)));
    return Reductions.maskedMean(all.sub(mean), labels.anchorMask(manager));
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
