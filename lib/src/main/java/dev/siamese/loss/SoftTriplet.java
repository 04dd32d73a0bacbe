package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMining;
import dev.siamese.sampling.Labels;

/**
 * Triplet loss with a soft margin (Hermans, Beyer and Leibe 2017): the negative is pushed away from
 * the anchor ever more gently, and never let go.
 *
 * <p>mean of log(1 + exp(d(a, p) − d(a, n))) over the mined triplets.
 *
 * <p>Use it instead of {@link Triplet} where no margin suggests itself, as with embeddings that are
 * not normalised. Every mined triplet counts, also those that are solved, so mine hard.
 *
 * <p>pytorch-metric-learning's TripletMarginLoss with smooth_loss and margin 0 is this, except that
 * it leaves out of the mean what has been rounded to 0.
 *
 * @param distance between embeddings
 * @param mining which triplets of a batch count; semi-hard knows no upper bound here
 */
public record SoftTriplet(Distance distance, TripletMiner mining) implements Loss {

  /** Euclidean distance and the hardest triplet of each anchor. */
  public SoftTriplet() {
    this(Distances.EUCLIDEAN, TripletMining.HARD);
  }

  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    Rows.check(embeddings, labels);
    var d = distance.pairwise(embeddings, embeddings); // (N, N)
    var triplets = mining.mine(d, labels, Double.POSITIVE_INFINITY);
    var soft = Activation.softPlus(triplets.positive().sub(triplets.negative())); // (T, M)
    return Means.of(soft, triplets.weight());
  }

  @Override
  public String toString() {
    return "soft-triplet(mining=" + mining + ")";
  }
}
