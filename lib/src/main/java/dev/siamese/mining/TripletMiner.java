package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.Labels;

/** Chooses among all triplets of a batch those worth learning from. */
@FunctionalInterface
public interface TripletMiner {

  /**
   * Mines a batch without waiting for the device. Chance, if any, comes from a seed of the miner's
   * own and {@link Labels#step()}.
   *
   * @param distances between all rows: (N, N), differentiable
   * @param labels what is known of the rows
   * @param margin by how much a negative should be farther away than the positive
   */
  Triplets mine(NDArray distances, Labels labels, double margin);
}
