package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Scalar;

/**
 * Triplet loss (Schroff, Kalenichenko and Philbin 2015): an anchor must be closer to its positive
 * than to its negative, by a margin.
 *
 * <p>mean of max(0, d(a, p) − d(a, n) + margin) over the mined triplets for which it is above 0.
 * Works with classes, or with pairs if rows have positives and negatives.
 *
 * <p>Use it where only the order of distances matters, as in search and one-shot recognition. The
 * miner matters more than the margin: see {@link TripletMiners}.
 *
 * @param distance between embeddings. Default: Euclidean
 * @param margin by which the negative must be farther away, above 0. Default: 0.2
 * @param miner of the triplets. Default: semi-hard
 */
public record Triplet(Distance distance, double margin, TripletMiner miner) implements Loss {

  /**
   * Checks the values.
   *
   * @param distance between embeddings
   * @param margin by which the negative must be farther away, above 0
   * @param miner of the triplets
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Triplet {
    if (!(margin > 0)) {
      throw new IllegalArgumentException(
          "the margin of triplet loss must be above 0, not " + margin);
    }
  }

  /** Euclidean distance, a margin of 0.2 and semi-hard triplets. */
  public Triplet() {
    this(Distances.EUCLIDEAN, 0.2, TripletMiners.SEMI_HARD);
  }

  @Override
  public Loss create(int classes, int dimensions, Device device, Seed seed) {
    var created = miner.create(dimensions, seed);
    return created == miner ? this : new Triplet(distance, margin, created);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var triplets = miner.mine(distance.allPairs(embeddings, embeddings), labels, margin);
    var hinge =
        triplets
            .anchorPositive()
            .sub(triplets.anchorNegative())
            .add(Scalar.constant(margin))
            .maximum(Scalar.constant(0)); // (T, M)
    return Reductions.nonZeroMean(hinge.mul(triplets.mask()));
  }

  @Override
  public double activeFraction(NDArray embeddings, BatchLabels labels) {
    var all =
        TripletMiners.BATCH_ALL.mine(distance.allPairs(embeddings, embeddings), labels, margin);
    return Reductions.activeFraction(
        all.anchorPositive()
            .sub(all.anchorNegative())
            .add(Scalar.constant(margin))
            .gt(Scalar.constant(0)),
        all.mask());
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
