/**
 * How good embeddings are: retrieval, verification, one-shot questions, duplicates, rare events,
 * intervals, and the health of the space they lie in.
 */
package dev.siamese.evaluation;
