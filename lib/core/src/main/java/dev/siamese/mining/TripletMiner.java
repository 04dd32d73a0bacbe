package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;

/** Chooses among all triplets of a batch those worth learning from. */
@FunctionalInterface
public interface TripletMiner {

  /**
   * Mines a batch without waiting for the device. Chance, if any, comes from a seed of the miner's
   * own and {@link BatchLabels#step()}.
   *
   * @param distances between all rows: (N, N), differentiable
   * @param labels what is known of the rows
   * @param margin by how much a negative should be farther away than the positive
   */
  TripletDistances mine(NDArray distances, BatchLabels labels, double margin);
}
