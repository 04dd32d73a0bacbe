package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.data.LabeledPairs;
import dev.siamese.tensor.Seed;

/**
 * Selects the samples of every training step. A batch depends on its step only, so that batches can
 * be prefetched and a run can be resumed at any step. {@link PkSampler} has P×K batches.
 */
public interface Sampler {

  /**
   * Batches of labelled pairs. Every pair occurs at most once per epoch; rows of different pairs
   * are neither positive nor negative.
   *
   * @param data the pairs
   * @param pairsPerBatch the number of pairs in a batch, which has twice as many rows
   * @param seed of the draws
   * @return the sampler
   * @throws IllegalArgumentException if the data has fewer pairs
   */
  static Sampler pairs(LabeledPairs data, int pairsPerBatch, Seed seed) {
    return new PairSampler(data, pairsPerBatch, seed);
  }

  /**
   * Batches for imbalanced data: the class of every row is drawn with probability proportional to
   * sizeᵉˣᵖᵒⁿᵉⁿᵗ, then one of its samples uniformly, with replacement. An epoch has as many rows as
   * the data.
   *
   * @param data the data set
   * @param batchSize the number of rows in a batch, at least 2
   * @param exponent of the class size: 1 for the class frequencies, 0 for equally likely classes, ½
   *     for the square-root sampling of Mahajan et al. 2018
   * @param seed of the draws
   * @return the sampler
   */
  static Sampler classBalanced(Dataset data, int batchSize, double exponent, Seed seed) {
    return new ClassBalancedSampler(data, batchSize, exponent, seed);
  }

  /**
   * Batches of anchors, each with one positive and some of its mined hard negatives. Every row that
   * has both is an anchor at most once per epoch.
   *
   * <p>A row that is drawn for several anchors occurs in the batch once, so the size of the batches
   * varies a little. The labels are the classes, so that a loss also uses the pairs between
   * anchors.
   *
   * @param data the data set whose rows were mined
   * @param negatives hard negatives of every row, as HardNegativeMiner returns them
   * @param anchorsPerBatch the number of anchors in a batch
   * @param negativesPerAnchor the number of hard negatives drawn for each anchor; fewer if fewer
   *     were mined
   * @param seed of the draws
   * @return the sampler
   * @throws IllegalArgumentException if there are too few anchors for a batch
   */
  static Sampler hardNegatives(
      Dataset data, int[][] negatives, int anchorsPerBatch, int negativesPerAnchor, Seed seed) {
    return new HardNegativeSampler(data, negatives, anchorsPerBatch, negativesPerAnchor, seed);
  }

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
