/** Labelled samples, the data sets that hold them, and splits that share no class. */
package dev.siamese.data;
