package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Scalar;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMining;
import dev.siamese.sampling.Labels;

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
 * @param margin the distance at which different pairs are let go; must suit the distance's range
 * @param positiveMargin the distance at which same pairs are close enough; above 0, the few hard
 *     pairs are not drowned by those that are close already
 * @param mining which pairs of a batch count
 */
public record Contrastive(Distance distance, double margin, double positiveMargin, PairMiner mining)
    implements Loss {

  public Contrastive {
    if (!(margin > 0) || !(positiveMargin >= 0) || positiveMargin >= margin) {
      throw new IllegalArgumentException(
          "contrastive loss needs 0 ≤ positiveMargin < margin, not positiveMargin %s and margin %s"
              .formatted(positiveMargin, margin));
    }
  }

  /** Every pair counts. */
  public Contrastive(Distance distance, double margin, double positiveMargin) {
    this(distance, margin, positiveMargin, PairMining.ALL);
  }

  /** Pairs of one class are pulled together entirely. */
  public Contrastive(Distance distance, double margin) {
    this(distance, margin, 0);
  }

  /** For embeddings of length 1: Euclidean distance, same pairs below 0.4, different above 1.4. */
  public Contrastive() {
    this(Distances.EUCLIDEAN, 1.4, 0.4);
  }

  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    Rows.check(embeddings, labels);
    var d = distance.pairwise(embeddings, embeddings); // (N, N)
    var pairs = mining.mine(d, labels);
    var pull = pull(d).square().mul(pairs.same());
    var push = push(d).square().mul(pairs.different());
    return Means.ofPositive(pull).add(Means.ofPositive(push));
  }

  private NDArray pull(NDArray d) {
    return d.sub(Scalar.of(positiveMargin)).maximum(Scalar.of(0));
  }

  private NDArray push(NDArray d) {
    return d.neg().add(Scalar.of(margin)).maximum(Scalar.of(0));
  }

  @Override
  public double activeFraction(NDArray embeddings, Labels labels) {
    var d = distance.pairwise(embeddings, embeddings);
    var pairs = PairMining.ALL.mine(d, labels);
    var active = pull(d).mul(pairs.same()).add(push(d).mul(pairs.different())).gt(Scalar.of(0));
    return Means.share(active, pairs.same().add(pairs.different()));
  }

  @Override
  public String toString() {
    return "contrastive(margin=%s%s%s)"
        .formatted(
            margin,
            positiveMargin > 0 ? ", positiveMargin=" + positiveMargin : "",
            mining == PairMining.ALL ? "" : ", mining=" + mining);
  }
}
