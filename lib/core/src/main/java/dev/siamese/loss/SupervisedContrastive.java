package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.MaskedOps;

/**
 * Supervised contrastive loss (Khosla et al. 2020, the sum outside the logarithm): all positives of
 * an anchor together are to be picked out among all other rows.
 *
 * <p>mean over anchors a of −1/|P(a)| Σ over p in P(a) of log(e(a, p) / Σ e(a, o)) with e = exp(−d
 * / temperature), P(a) being the rows of the anchor's class and o running over them and its
 * negatives. Anchors are the rows with both kinds. Needs no classes: pairs will do.
 *
 * <p>Use it like {@link InfoNce}, with more samples of each class: as the positives compete with
 * each other, it does not pull them into one point.
 *
 * <p>pytorch-metric-learning's SupConLoss is this, except that it leaves out of the mean what has
 * been rounded to 0.
 *
 * @param distance between embeddings; with cosine, exp(−d / t) is exp(cos / t) but for a factor
 * @param temperature how much the nearest rows decide, above 0; 0.05 to 0.5 with cosine
 */
public record SupervisedContrastive(Distance distance, double temperature) implements Loss {

  public SupervisedContrastive {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "supervised contrastive loss needs a temperature above 0, not %s: try 0.1"
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
    var same = labels.positiveMask(manager);
    var all = MaskedOps.maskedLogSumExp(logits, same.add(labels.negativeMask(manager)));
    var positives = same.sum(new int[] {1}); // (N)
    var mean = logits.mul(same).sum(new int[] {1}).div(positives.maximum(Scalar.constant(1)));
    return Reductions.maskedMean(all.sub(mean), labels.anchorMask(manager));
  }

  @Override
  public String toString() {
    return Losses.FAMILY.print(this);
  }
}
