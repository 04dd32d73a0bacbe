package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;

/**
 * Multi-similarity loss (Wang et al. 2019): weights every pair by its distance and by the distances
 * of the anchor's other pairs.
 *
 * <p>mean over all rows of log(1 + Σ exp(alpha (d⁺ − base))) / alpha + log(1 + Σ exp(beta (base −
 * d⁻))) / beta, over the row's mined pairs. Works with classes or pairs.
 *
 * <p>Use it for retrieval with few samples per class.
 *
 * <p>Equals pytorch-metric-learning's MultiSimilarityLoss with the same miner. With cosine
 * distance, a base of 1 − λ is the paper's similarity λ.
 *
 * @param distance between embeddings. Default: cosine
 * @param alpha scale of positive distances, above 0: the larger, the more the farthest positives
 *     dominate. Default: 2
 * @param beta scale of negative distances, above 0: the larger, the more the nearest negatives
 *     dominate. Default: 50
 * @param base the distance at which the weights change fastest. Default: 0.5
 * @param miner of the pairs. Default: multi-similarity with an epsilon of 0.1
 */
public record MultiSimilarity(
    Distance distance, double alpha, double beta, double base, PairMiner miner) implements Loss {

  /**
   * Checks the values.
   *
   * @param distance between embeddings
   * @param alpha scale of positive distances, above 0: the larger, the more the farthest positives
   *     dominate
   * @param beta scale of negative distances, above 0: the larger, the more the nearest negatives
   *     dominate
   * @param base the distance at which the weights change fastest
   * @param miner of the pairs
   * @throws IllegalArgumentException if a value is out of its range
   */
  public MultiSimilarity {
    if (!(alpha > 0 && beta > 0) || !Double.isFinite(base)) {
      throw new IllegalArgumentException(
          "multi-similarity loss needs alpha and beta above 0 and a finite base, not %s, %s and %s"
              .formatted(alpha, beta, base));
    }
  }

  /** Cosine distance, alpha 2, beta 50, base 0.5 and multi-similarity mining, as in the paper. */
  public MultiSimilarity() {
    this(Distances.COSINE, 2, 50, 0.5, PairMiners.multiSimilarity(0.1));
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var d = distance.allPairs(embeddings, embeddings); // (N, N)
    var pairs = miner.mine(d, labels);
    var pull =
        softLogSumExp(d.sub(Scalar.constant(base)).mul(Scalar.constant(alpha)), pairs.positive())
            .div(Scalar.constant(alpha));
    var push =
        softLogSumExp(
                d.neg().add(Scalar.constant(base)).mul(Scalar.constant(beta)), pairs.negative())
            .div(Scalar.constant(beta));
    return pull.add(push).mean();
  }

  /** log(1 + Σ exp(x)) of each row: (N). */
  private static NDArray softLogSumExp(NDArray x, NDArray mask) {
    return Activation.softPlus(MaskedOps.maskedLogSumExp(x, mask));
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
