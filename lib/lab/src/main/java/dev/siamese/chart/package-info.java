/** Charts of data, training, distances and embeddings. */
package dev.siamese.chart;
