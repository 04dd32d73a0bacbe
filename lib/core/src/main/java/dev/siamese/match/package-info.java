/**
 * Verification and its explanation, identification, image search, and duplicates by an encoder or
 * by text.
 */
package dev.siamese.match;
