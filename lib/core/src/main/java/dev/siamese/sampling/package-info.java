/**
 * Samplers of batches: P×K, labelled pairs, class-balanced, hard negatives; N-way K-shot episodes.
 */
package dev.siamese.sampling;
