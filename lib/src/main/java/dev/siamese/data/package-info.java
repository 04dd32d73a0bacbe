/** Labelled samples of every kind, and splits of them that share no class. */
package dev.siamese.data;
