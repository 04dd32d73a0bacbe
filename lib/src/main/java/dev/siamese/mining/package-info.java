/**
 * Which pairs and triplets a loss gets to see: of a batch, chosen anew in every step, and of a
 * whole data set, mined once and then drawn from.
 */
package dev.siamese.mining;
