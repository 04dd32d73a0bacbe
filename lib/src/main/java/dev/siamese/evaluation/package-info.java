/** How good embeddings are: one-shot questions, verification, intervals. */
package dev.siamese.evaluation;
