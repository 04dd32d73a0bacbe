package dev.siamese.sampling;

/**
 * Selects the samples of every training step. A batch depends on its step only, so that batches can
 * be prefetched and a run can be resumed at any step.
 */
public interface Sampler {

  /**
   * {@return the batch of a step}
   *
   * @param step of training, counted from 0
   */
  Batch batch(long step);

  /** {@return the number of steps in one pass over the data} */
  int stepsPerEpoch();

  /**
   * The samples of one training step.
   *
   * @param indices of the samples in the data set: (N)
   * @param labels of these samples, in the same order
   */
  record Batch(int[] indices, BatchLabels labels) {}
}
