/** What a trained encoder is used for: to verify pairs and to recognise what is known. */
package dev.siamese.search;
