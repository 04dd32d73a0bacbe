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
 * Triplet loss with softplus instead of a margin (Hermans, Beyer and Leibe 2017).
 *
 * <p>mean of log(1 + exp(d(a, p) − d(a, n))) over the mined triplets. Works with classes, or with
 * pairs if rows have positives and negatives.
 *
 * <p>Use it instead of {@link Triplet} where the scale of the distances is unknown, as with
 * embeddings that are not L2-normalised. Every mined triplet has a loss, so use a hard miner.
 *
 * <p>Equals pytorch-metric-learning's TripletMarginLoss with smooth_loss and margin 0, except that
 * the latter leaves terms that round to 0 out of the mean.
 *
 * @param distance between embeddings. Default: Euclidean
 * @param miner of the triplets; semi-hard mining has no upper bound here. Default: batch-hard
 */
public record SoftMarginTriplet(Distance distance, TripletMiner miner) implements Loss {

  /** Euclidean distance and batch-hard triplets. */
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
  public long maxTriplets(BatchLabels labels) {
    return miner.maxTriplets(labels);
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
