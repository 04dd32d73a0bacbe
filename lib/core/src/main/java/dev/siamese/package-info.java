/** The facade: train, save, load, compare and search in a few lines. */
package dev.siamese;
