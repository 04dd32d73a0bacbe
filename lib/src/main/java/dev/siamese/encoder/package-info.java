/** The shared network: its plan, its weights, what it does to raw samples, and its file. */
package dev.siamese.encoder;
