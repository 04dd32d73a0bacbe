package dev.siamese.sampling;

/**
 * What one training step looks at.
 *
 * @param indices the samples, in the data set's numbering
 * @param labels what is known about them, in the order of {@code rows}
 */
public record Batch(int[] indices, BatchLabels labels) {}
