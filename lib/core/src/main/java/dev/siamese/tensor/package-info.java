/** Devices, random seeds, and what losses and networks compute with. */
package dev.siamese.tensor;
