/** Pair and triplet miners of a batch, and hard negatives over a whole set. */
package dev.siamese.mining;
