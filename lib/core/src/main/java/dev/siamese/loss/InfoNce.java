package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.MaskedOps;

/**
 * InfoNCE, also NT-Xent (van den Oord, Li and Vinyals 2018; Chen et al. 2020): the positive is to
 * be picked out among the anchor's negatives.
 *
 * <p>mean over all pairs (a, p) of one class of −log(e(a, p) / (e(a, p) + Σ e(a, n))) with e =
 * exp(−d / temperature), n running over the anchor's negatives. Needs no classes: pairs will do,
 * where a row has some of both kinds; a positive without negatives counts as 0.
 *
 * <p>Use it with many classes in a batch, for retrieval and one-shot recognition: it needs no
 * margin, no mining, and looks at all negatives at once, the nearest most of all.
 *
 * <p>The numbers are those of pytorch-metric-learning's NTXentLoss, which however stops at about
 * 87.
 *
 * @param distance between embeddings; with cosine, exp(−d / t) is exp(cos / t) but for a factor
 * @param temperature how much the nearest negatives decide, above 0; 0.05 to 0.5 with cosine
 */
public record InfoNce(Distance distance, double temperature) implements Loss {

  public InfoNce {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "InfoNCE needs a temperature above 0, not %s: try 0.1".formatted(temperature));
    }
  }

  /** Cosine distance and a temperature of 0.1. */
  public InfoNce() {
    this(Distances.COSINE, 0.1);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var manager = embeddings.getManager();
    var logits =
        distance.allPairs(embeddings, embeddings).div(Scalar.constant(-temperature)); // (N, N)
    var negatives = MaskedOps.maskedLogSumExp(logits, labels.negativeMask(manager)).expandDims(1);
    var terms = Activation.softPlus(negatives.sub(logits)); // −log of the positive's share
    return Reductions.maskedMean(terms, labels.positiveMask(manager));
  }

  @Override
  public String toString() {
    return Losses.FAMILY.print(this);
  }
}
