package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.Scalar;

/**
 * Contrastive loss (Hadsell, Chopra and LeCun 2006): pulls positive pairs together and pushes
 * negative pairs apart up to a margin.
 *
 * <p>mean of max(0, d⁺ − positiveMargin)² + mean of max(0, negativeMargin − d⁻)², each over the
 * pairs for which it is above 0, so that the many negative pairs of a batch do not outweigh the few
 * positive ones. Works with classes or pairs.
 *
 * <p>Use it where distances are compared with a fixed threshold: the margins fix their scale.
 *
 * <p>pytorch-metric-learning's ContrastiveLoss is the same without the squares.
 *
 * @param distance between embeddings. Default: Euclidean
 * @param negativeMargin the distance above which a negative pair has no loss, in the unit of the
 *     distance. Default: 1.4, for L2-normalised embeddings
 * @param positiveMargin the distance below which a positive pair has no loss, from 0 to below
 *     negativeMargin. Default: 0.4
 * @param miner of the pairs. Default: all pairs
 */
public record Contrastive(
    Distance distance, double negativeMargin, double positiveMargin, PairMiner miner)
    implements Loss {

  /**
   * Checks the values.
   *
   * @param distance between embeddings
   * @param negativeMargin the distance above which a negative pair has no loss, in the unit of the
   *     distance
   * @param positiveMargin the distance below which a positive pair has no loss, from 0 to below
   *     negativeMargin
   * @param miner of the pairs
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Contrastive {
    if (!(negativeMargin > 0) || !(positiveMargin >= 0) || positiveMargin >= negativeMargin) {
      throw new IllegalArgumentException(
          "contrastive loss needs 0 ≤ positiveMargin < negativeMargin, not positiveMargin %s and negativeMargin %s"
              .formatted(positiveMargin, negativeMargin));
    }
  }

  /**
   * With all pairs.
   *
   * @param distance between embeddings
   * @param negativeMargin the distance above which a negative pair has no loss, in the unit of the
   *     distance
   * @param positiveMargin the distance below which a positive pair has no loss, in the unit of the
   *     distance
   */
  public Contrastive(Distance distance, double negativeMargin, double positiveMargin) {
    this(distance, negativeMargin, positiveMargin, PairMiners.ALL);
  }

  /**
   * With all pairs and a positive margin of 0.
   *
   * @param distance between embeddings
   * @param negativeMargin the distance above which a negative pair has no loss, in the unit of the
   *     distance
   */
  public Contrastive(Distance distance, double negativeMargin) {
    this(distance, negativeMargin, 0);
  }

  /** Euclidean distance and margins of 1.4 and 0.4, for L2-normalised embeddings. */
  public Contrastive() {
    this(Distances.EUCLIDEAN, 1.4, 0.4);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var d = distance.allPairs(embeddings, embeddings); // (N, N)
    var pairs = miner.mine(d, labels);
    var pull = positiveTerms(d).square().mul(pairs.positive());
    var push = negativeTerms(d).square().mul(pairs.negative());
    return Reductions.nonZeroMean(pull).add(Reductions.nonZeroMean(push));
  }

  private NDArray positiveTerms(NDArray d) {
    return d.sub(Scalar.constant(positiveMargin)).maximum(Scalar.constant(0));
  }

  private NDArray negativeTerms(NDArray d) {
    return d.neg().add(Scalar.constant(negativeMargin)).maximum(Scalar.constant(0));
  }

  @Override
  public double activeFraction(NDArray embeddings, BatchLabels labels) {
    var d = distance.allPairs(embeddings, embeddings);
    var pairs = PairMiners.ALL.mine(d, labels);
    var active =
        positiveTerms(d)
            .mul(pairs.positive())
            .add(negativeTerms(d).mul(pairs.negative()))
            .gt(Scalar.constant(0));
    return Reductions.activeFraction(active, pairs.positive().add(pairs.negative()));
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
