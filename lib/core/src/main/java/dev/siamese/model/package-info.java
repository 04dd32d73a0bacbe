/** The shared encoder: preprocessing, networks, weights and its file. */
package dev.siamese.model;
