/**
 * What a trained encoder is used for: to verify pairs, to recognise what is known, to search
 * pictures by example, to find duplicates, and to suspect what is near to known examples.
 */
package dev.siamese.search;
