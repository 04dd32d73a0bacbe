package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;

/**
 * InfoNCE, also NT-Xent (van den Oord, Li and Vinyals 2018; Chen et al. 2020): cross-entropy of
 * identifying the positive among the anchor's negatives.
 *
 * <p>mean over all positive pairs (a, p) of −log(e(a, p) / (e(a, p) + Σ e(a, n))) with e = exp(−d /
 * temperature), where n runs over the anchor's negatives. Works with classes, or with pairs if rows
 * have positives and negatives; a positive pair whose anchor has no negatives has loss 0.
 *
 * <p>Use it with many classes in a batch, for retrieval and one-shot recognition. It needs no
 * margin and no miner, and gives the nearest negatives the most weight.
 *
 * <p>Equals pytorch-metric-learning's NTXentLoss, except that the latter saturates near 87 (float32
 * underflow).
 *
 * @param distance between embeddings; with cosine, e is exp(cos / temperature) up to a factor.
 *     Default: cosine
 * @param temperature above 0: the lower, the more the nearest negatives dominate; 0.05 to 0.5 with
 *     cosine. Default: 0.1
 */
public record InfoNce(Distance distance, double temperature) implements Loss {

  /**
   * Checks the values.
   *
   * @param distance between embeddings; with cosine, e is exp(cos / temperature) up to a factor
   * @param temperature above 0: the lower, the more the nearest negatives dominate; 0.05 to 0.5
   *     with cosine
   * @throws IllegalArgumentException if a value is out of its range
   */
  public InfoNce {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "the temperature of InfoNCE must be above 0, not %s: try 0.1".formatted(temperature));
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
    var terms = Activation.softPlus(negatives.sub(logits)); // −log softmax of the positive
    return Reductions.maskedMean(terms, labels.positiveMask(manager));
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
