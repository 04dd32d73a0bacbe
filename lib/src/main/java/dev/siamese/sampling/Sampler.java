package dev.siamese.sampling;

/**
 * Chooses the samples of every training step. A batch depends on its step alone, so that batches
 * can be made ahead of time and a run can be resumed anywhere.
 */
public interface Sampler {

  /** The rows of one step's batch. */
  int[] batch(long step);

  /** The steps after which every class has had its turn. */
  int stepsPerEpoch();
}
