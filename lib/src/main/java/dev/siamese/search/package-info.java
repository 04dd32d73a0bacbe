/**
 * What a trained encoder is used for: to verify pairs, to recognise what is known, to find
 * duplicates, and to suspect what is near to known examples of what is looked for.
 */
package dev.siamese.search;
