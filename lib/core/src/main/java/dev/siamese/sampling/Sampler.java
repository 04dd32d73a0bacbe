package dev.siamese.sampling;

/**
 * Chooses the samples of every training step. A batch depends on its step alone, so that batches
 * can be made ahead of time and a run can be resumed anywhere.
 */
public interface Sampler {

  /** The batch of one step. */
  Batch batch(long step);

  /** The steps after which everything has had its turn. */
  int stepsPerEpoch();
}
