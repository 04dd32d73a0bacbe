/**
 * The public data sets: where they are, how they are fetched and checked, and how they are read.
 */
package dev.siamese.catalog;
