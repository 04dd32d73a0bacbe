/** Pair and triplet miners of a batch, and hard-negative mining over a whole data set. */
package dev.siamese.mining;
