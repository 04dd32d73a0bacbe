package dev.siamese.mining;

import ai.djl.ndarray.NDArray;

/**
 * The mined triplets of a batch, as distances instead of copies of the embeddings.
 *
 * @param anchorPositive distance from each anchor to its positive: (T, 1)
 * @param anchorNegative distance from each anchor to each of its candidate negatives: (T, M)
 * @param mask 1 for the selected triplets, 0 elsewhere: (T, M)
 */
public record TripletDistances(NDArray anchorPositive, NDArray anchorNegative, NDArray mask) {}
