package dev.siamese.mining;

import ai.djl.ndarray.NDArray;

/**
 * The pairs that a miner lets a loss see. A row is an anchor, so a pair may be chosen for one of
 * its rows and not for the other.
 *
 * @param positive 1 where a pair of one class counts, 0 elsewhere: (N, N)
 * @param negative 1 where a pair of two classes counts, 0 elsewhere: (N, N)
 */
public record PairMasks(NDArray positive, NDArray negative) {}
