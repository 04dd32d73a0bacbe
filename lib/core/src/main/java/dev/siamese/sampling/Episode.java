package dev.siamese.sampling;

/**
 * One N-way K-shot episode: each query is assigned to one of the classes of the support.
 *
 * @param support rows of the support samples, K of each of the N classes
 * @param query rows of the query samples
 */
public record Episode(int[] support, int[] query) {}
