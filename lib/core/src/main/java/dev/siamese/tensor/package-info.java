/** Devices, seeds and the constants that a loss computes with. */
package dev.siamese.tensor;
