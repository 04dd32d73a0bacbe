/** Generators of synthetic samples of every modality. */
package dev.siamese.synthetic;
