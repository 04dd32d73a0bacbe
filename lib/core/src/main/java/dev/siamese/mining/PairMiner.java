package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;

/** Chooses among all pairs of a batch those worth learning from. */
@FunctionalInterface
public interface PairMiner {

  /**
   * Mines a batch without waiting for the device.
   *
   * @param distances between all rows: (N, N)
   * @param labels what is known of the rows
   */
  PairMasks mine(NDArray distances, BatchLabels labels);
}
