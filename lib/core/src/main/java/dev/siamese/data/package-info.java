/** Labelled samples of every modality, readers for files, and class-disjoint splits. */
package dev.siamese.data;
