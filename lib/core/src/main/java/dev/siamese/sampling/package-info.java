/** P×K batches, explicit pairs, class-balanced draws and N-way K-shot episodes. */
package dev.siamese.sampling;
