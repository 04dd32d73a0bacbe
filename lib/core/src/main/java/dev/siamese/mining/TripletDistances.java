package dev.siamese.mining;

import ai.djl.ndarray.NDArray;

/**
 * The triplets that a miner lets a loss see, as distances and not as copies of embeddings.
 *
 * @param anchorPositive distance of each anchor to its positive: (T, 1)
 * @param anchorNegative distance of each anchor to each of its candidate negatives: (T, M)
 * @param mask 1 where the triplet counts, 0 elsewhere: (T, M)
 */
public record TripletDistances(NDArray anchorPositive, NDArray anchorNegative, NDArray mask) {}
