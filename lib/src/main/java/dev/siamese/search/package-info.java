/**
 * What a trained encoder is used for: to verify pairs, to recognise what is known and to find
 * duplicates.
 */
package dev.siamese.search;
