/** Indices of embeddings under keys: exact in memory, and approximate on disk. */
package dev.siamese.search;
