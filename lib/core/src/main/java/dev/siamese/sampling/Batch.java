package dev.siamese.sampling;

/**
 * The samples of one training step.
 *
 * @param indices of the samples in the data set: (N)
 * @param labels of these samples, in the same order
 */
public record Batch(int[] indices, BatchLabels labels) {}
