package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;

/** Selects triplets of a batch. */
@FunctionalInterface
public interface TripletMiner {

  /**
   * Mines a batch without waiting for the device. Randomness, if any, depends on a seed of the
   * miner and on {@link BatchLabels#step()} only.
   *
   * @param distances between all rows: (N, N), differentiable
   * @param labels of the N rows
   * @param margin of the loss: by how much a negative should be farther away than the positive
   * @return the distances of the triplets
   */
  TripletDistances mine(NDArray distances, BatchLabels labels, double margin);

  /**
   * {@return the greatest number of triplets of a batch that are compared at once, which determines
   * the memory of mining} Default: one for each ordered pair of the same class.
   *
   * @param labels of the batch
   */
  default long maxTriplets(BatchLabels labels) {
    return labels.positivePairs().size();
  }

  /**
   * The miner for embeddings of that length. Most miners depend on neither argument and return
   * themselves.
   *
   * @param dimensions D, the length of the embeddings
   * @param seed of random draws
   * @return a miner that is ready to mine
   */
  default TripletMiner create(int dimensions, Seed seed) {
    return this;
  }

  /**
   * The mined triplets of a batch, as distances instead of copies of the embeddings.
   *
   * @param anchorPositive distance from each anchor to its positive: (T, 1)
   * @param anchorNegative distance from each anchor to each of its candidate negatives: (T, M)
   * @param mask 1 for the selected triplets, 0 elsewhere: (T, M)
   */
  record TripletDistances(NDArray anchorPositive, NDArray anchorNegative, NDArray mask) {}
}
