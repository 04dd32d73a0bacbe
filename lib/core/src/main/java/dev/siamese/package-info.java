/**
 * The facade: train, save, load, compare and search in a few lines.
 *
 * <p>Thread safety, in all packages: a type is immutable and safe for use by several threads unless
 * its documentation says something else. DJL's arrays are not: an array, and what was made from it,
 * is for one thread at a time.
 */
package dev.siamese;
