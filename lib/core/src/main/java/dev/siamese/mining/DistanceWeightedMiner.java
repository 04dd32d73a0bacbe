package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;

/**
 * For every anchor and positive one random negative, drawn so that all distances are about equally
 * frequent (Wu et al. 2017; pytorch-metric-learning's DistanceWeightedMiner, which draws the
 * positives too).
 *
 * <p>Random points on the unit sphere in D dimensions are at distance d with density q(d) ∝ dᴰ⁻² (1
 * − d²/4)^((D−3)/2), nearly all of them close to √2. A negative is therefore drawn with probability
 * proportional to 1/q(max(d, cutoff)). Negatives at {@code nonzeroLossCutoff} or beyond are never
 * drawn, and anchors that have no nearer negative are left out.
 *
 * <p>Needs Euclidean distances between L2-normalised embeddings, and memory for (N, N). D and the
 * seed come from {@link #create}. The draws depend on the seed and on {@link BatchLabels#step()}
 * only.
 *
 * @param cutoff lower bound of the distance in the weight, which limits the weight of very close,
 *     noisy negatives; 0.5 in the paper
 * @param nonzeroLossCutoff distance from which negatives are not drawn, below 2; 1.4 in the paper
 */
record DistanceWeightedMiner(double cutoff, double nonzeroLossCutoff) implements TripletMiner {

  public DistanceWeightedMiner {
    if (!(cutoff > 0 && cutoff < nonzeroLossCutoff && nonzeroLossCutoff < 2)) {
      throw new IllegalArgumentException(
          "distance-weighted mining needs 0 < cutoff < nonzeroLossCutoff < 2, not cutoff %s and nonzeroLossCutoff %s"
              .formatted(cutoff, nonzeroLossCutoff));
    }
  }

  /** A cutoff of 0.5 and a nonzeroLossCutoff of 1.4, as in the paper. */
  public DistanceWeightedMiner() {
    this(0.5, 1.4);
  }

  @Override
  public TripletMiner create(int dimensions, Seed seed) {
    return new DistanceWeightedDraws(this, dimensions, seed);
  }

  /**
   * Not possible before {@link #create}.
   *
   * @throws IllegalStateException always
   */
  @Override
  public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
    throw new IllegalStateException(
        "distance-weighted mining depends on the length of the embeddings and on a seed: create it, or the loss that uses it, for these");
  }

  @Override
  public String toString() {
    return TripletMiners.FAMILY.print(this);
  }
}
