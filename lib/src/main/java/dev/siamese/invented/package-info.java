/** Samples that a program invents, wherever none are at hand: drawn, written, said, measured. */
package dev.siamese.invented;
