package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import dev.siamese.sampling.BatchLabels;

/** Selects pairs of a batch. */
@FunctionalInterface
public interface PairMiner {

  /**
   * Mines a batch without waiting for the device.
   *
   * @param distances between all rows: (N, N)
   * @param labels of the N rows
   */
  PairMasks mine(NDArray distances, BatchLabels labels);
}
