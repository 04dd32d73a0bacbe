/**
 * Applications of a trained encoder: verification, identification, image search and deduplication.
 */
package dev.siamese.match;
