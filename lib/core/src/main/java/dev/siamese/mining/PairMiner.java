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
   * @return the masks of the pairs
   */
  PairMasks mine(NDArray distances, BatchLabels labels);

  /**
   * The mined pairs of a batch. Rows are anchors, so the masks need not be symmetric.
   *
   * @param positive 1 for the selected positive pairs, 0 elsewhere: (N, N)
   * @param negative 1 for the selected negative pairs, 0 elsewhere: (N, N)
   */
  record PairMasks(NDArray positive, NDArray negative) {}
}
