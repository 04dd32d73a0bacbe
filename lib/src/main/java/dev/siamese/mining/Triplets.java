package dev.siamese.mining;

import ai.djl.ndarray.NDArray;

/**
 * The triplets that a miner lets a loss see, as distances and not as copies of embeddings.
 *
 * @param positive distance of each anchor to its positive: (T, 1)
 * @param negative distance of each anchor to each of its candidate negatives: (T, M)
 * @param weight 1 where the triplet counts, 0 elsewhere: (T, M)
 */
public record Triplets(NDArray positive, NDArray negative, NDArray weight) {}
