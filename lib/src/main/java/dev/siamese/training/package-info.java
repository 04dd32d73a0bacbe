/** The training loop, its optimiser, and the record of a run. */
package dev.siamese.training;
