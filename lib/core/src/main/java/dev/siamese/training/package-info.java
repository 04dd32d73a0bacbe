/** The training configuration, the trainer, its optimisers, checkpoints and history. */
package dev.siamese.training;
