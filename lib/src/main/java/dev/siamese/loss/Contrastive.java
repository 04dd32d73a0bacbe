package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.Labels;

/**
 * Contrastive loss (Hadsell, Chopra and LeCun 2006): pulls every pair of one class together and
 * pushes every pair of two classes apart until it is the margin away.
 *
 * <p>mean of max(0, d⁺ − positiveMargin)² + mean of max(0, margin − d⁻)², each over the pairs for
 * which it is not yet 0, so that the many different pairs of a batch do not drown the few that are
 * the same.
 *
 * <p>Use it where a fixed threshold is wanted in the end: the margin fixes the scale of the
 * distances.
 *
 * @param distance between embeddings
 * @param margin the distance at which different pairs are let go; must suit the distance's range
 * @param positiveMargin the distance at which same pairs are close enough; above 0, the few hard
 *     pairs are not drowned by those that are close already
 */
public record Contrastive(Distance distance, double margin, double positiveMargin) implements Loss {

  public Contrastive {
    if (!(margin > 0) || positiveMargin < 0 || positiveMargin >= margin) {
      throw new IllegalArgumentException(
          "contrastive loss needs 0 ≤ positiveMargin < margin, not positiveMargin %s and margin %s"
              .formatted(positiveMargin, margin));
    }
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
    var manager = embeddings.getManager();
    var d = distance.pairwise(embeddings, embeddings); // (N, N)
    var pull = d.sub(positiveMargin).maximum(0).square().mul(labels.samePairs(manager));
    var push = d.neg().add(margin).maximum(0).square().mul(labels.differentPairs(manager));
    return Means.ofPositive(pull).add(Means.ofPositive(push));
  }

  @Override
  public String toString() {
    return "contrastive(margin=%s%s)"
        .formatted(margin, positiveMargin > 0 ? ", positiveMargin=" + positiveMargin : "");
  }
}
