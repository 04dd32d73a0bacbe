/**
 * What a trained encoder is used for: verification, identification, image search and deduplication.
 */
package dev.siamese.match;
