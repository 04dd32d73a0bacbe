/**
 * What a trained encoder is used for: to verify pairs, to recognise what is known, to search
 * pictures by example.
 */
package dev.siamese.search;
