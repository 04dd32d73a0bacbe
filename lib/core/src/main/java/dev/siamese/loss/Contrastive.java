package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;

/**
 * Contrastive loss (Hadsell, Chopra and LeCun 2006): pulls every pair of one class together and
 * pushes every pair of two classes apart until it is the margin away.
 *
 * <p>mean of max(0, d⁺ − positiveMargin)² + mean of max(0, margin − d⁻)², each over the pairs for
 * which it is not yet 0, so that the many different pairs of a batch do not drown the few that are
 * the same. Needs no classes: pairs will do.
 *
 * <p>Use it where a fixed threshold is wanted in the end: the margin fixes the scale of the
 * distances.
 *
 * <p>pytorch-metric-learning's ContrastiveLoss is this without the squares.
 *
 * @param distance between embeddings
 * @param negativeMargin the distance at which different pairs are let go; must suit the distance's
 *     range
 * @param positiveMargin the distance at which same pairs are close enough; above 0, the few hard
 *     pairs are not drowned by those that are close already
 * @param miner which pairs of a batch count
 */
public record Contrastive(
    Distance distance, double negativeMargin, double positiveMargin, PairMiner miner)
    implements Loss {

  public Contrastive {
    if (!(negativeMargin > 0) || !(positiveMargin >= 0) || positiveMargin >= negativeMargin) {
      throw new IllegalArgumentException(
          "contrastive loss needs 0 ≤ positiveMargin < negativeMargin, not positiveMargin %s and negativeMargin %s"
              .formatted(positiveMargin, negativeMargin));
    }
  }

  /** Every pair counts. */
  public Contrastive(Distance distance, double negativeMargin, double positiveMargin) {
    this(distance, negativeMargin, positiveMargin, PairMiners.ALL);
  }

  /** Pairs of one class are pulled together entirely. */
  public Contrastive(Distance distance, double negativeMargin) {
    this(distance, negativeMargin, 0);
  }

  /** For embeddings of length 1: Euclidean distance, same pairs below 0.4, different above 1.4. */
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
    return Losses.FAMILY.print(this);
  }
}
