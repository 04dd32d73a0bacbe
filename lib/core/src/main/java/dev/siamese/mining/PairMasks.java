package dev.siamese.mining;

import ai.djl.ndarray.NDArray;

/**
 * The mined pairs of a batch. Rows are anchors, so the masks need not be symmetric.
 *
 * @param positive 1 for the selected positive pairs, 0 elsewhere: (N, N)
 * @param negative 1 for the selected negative pairs, 0 elsewhere: (N, N)
 */
public record PairMasks(NDArray positive, NDArray negative) {}
