package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Weights;
import java.util.List;

/**
 * A training objective: a function of the embeddings and labels of a batch.
 *
 * <p>All losses have this signature. The batch is embedded once, and pairs or triplets are formed
 * from its distances. The simplest loss is a lambda; write constants as {@link
 * dev.siamese.tensor.Torch#scalar}. A loss that is a record can be written to text and JSON.
 */
@FunctionalInterface
public interface Loss extends LossSpec, AutoCloseable {

  /**
   * The loss of one batch.
   *
   * @param embeddings (N, D)
   * @param labels of the N rows
   * @return a differentiable scalar; 0 if the batch has no pairs or triplets for the loss
   * @throws IllegalArgumentException if the batch is empty or the lengths differ
   * @throws IllegalStateException if the loss needs classes and the labels are pairs
   */
  NDArray compute(NDArray embeddings, BatchLabels labels);

  /**
   * {@return the distance between embeddings that are trained with this loss} Default: Euclidean.
   */
  default Distance distance() {
    return Distances.EUCLIDEAN;
  }

  /**
   * {@return the weights of the loss, which are trained together with the encoder's} Default: those
   * of the distance, if it has any.
   */
  default List<Weights> parameters() {
    return distance().parameters();
  }

  /**
   * {@return the fraction of all pairs or triplets of a batch with a non-zero loss, regardless of
   * the miner, from 0 to 1} Default: NaN, for losses not defined by pairs or triplets. Waits for
   * the device.
   *
   * @param embeddings (N, D)
   * @param labels of the N rows
   */
  default double activeFraction(NDArray embeddings, BatchLabels labels) {
    return Double.NaN;
  }

  /**
   * {@return the greatest number of triplets of a batch that the loss compares, which determines
   * its memory} Default: 0, for losses not defined by triplets.
   *
   * @param labels of the batch
   */
  default long maxTriplets(BatchLabels labels) {
    return 0;
  }

  /**
   * {@return whether the loss has per-class weights and is undefined for unseen classes} Default:
   * false.
   */
  default boolean isClosedSet() {
    return false;
  }

  /** Returns this loss, which needs no creation. */
  @Override
  default Loss create(int classes, int dimensions, Device device, Seed seed) {
    return this;
  }

  /**
   * The weighted sum of two losses: this + weight · other.
   *
   * @param other the added loss; if it has weights, create the sum before it is computed
   * @param weight of the added loss, finite and above 0
   */
  @Override
  default Loss plus(LossSpec other, double weight) {
    return new WeightedSum(this, other, weight);
  }

  /** Releases the weights, if there are any. */
  @Override
  default void close() {}

  /**
   * This loss with a check for NaN and infinity in every step, for debugging. It waits for the
   * device.
   *
   * @return a loss with the same values and gradients
   */
  default Loss withFiniteCheck() {
    return new FiniteCheck(this);
  }
}
