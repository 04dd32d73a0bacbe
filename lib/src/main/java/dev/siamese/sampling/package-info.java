/** Which samples come together: P×K batches for training, N-way K-shot episodes for examination. */
package dev.siamese.sampling;
