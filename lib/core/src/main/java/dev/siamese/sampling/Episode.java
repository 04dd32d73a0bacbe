package dev.siamese.sampling;

/**
 * One N-way K-shot question: which of the support's classes is each query of?
 *
 * @param support rows of the known samples, K of each of the N classes
 * @param query rows of the samples to name
 */
public record Episode(int[] support, int[] query) {}
