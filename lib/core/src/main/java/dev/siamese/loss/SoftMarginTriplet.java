package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;

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
 * @param miner which triplets of a batch count; semi-hard knows no upper bound here
 */
public record SoftMarginTriplet(Distance distance, TripletMiner miner) implements Loss {

  /** Euclidean distance and the hardest triplet of each anchor. */
  public SoftMarginTriplet() {
    this(Distances.EUCLIDEAN, TripletMiners.BATCH_HARD);
  }

  @Override
  public Loss create(int classes, int dimensions, Device device, Seed seed) {
    var created = miner.create(dimensions, seed);
    return created == miner ? this : new SoftMarginTriplet(distance, created);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var d = distance.allPairs(embeddings, embeddings); // (N, N)
    var triplets = miner.mine(d, labels, Double.POSITIVE_INFINITY);
    var soft =
        Activation.softPlus(triplets.anchorPositive().sub(triplets.anchorNegative())); // (T, M)
    return Reductions.maskedMean(soft, triplets.mask());
  }

  @Override
  public String toString() {
    return Losses.FAMILY.print(this);
  }
}
