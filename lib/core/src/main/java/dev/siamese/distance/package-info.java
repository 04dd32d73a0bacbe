/** Distances between embeddings; smaller always means closer. */
package dev.siamese.distance;
