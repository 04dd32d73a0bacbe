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
 * What training makes small: a function of a batch's embeddings and classes.
 *
 * <p>Contrastive and triplet losses, and all others, are of this one shape: the batch is embedded
 * once, and pairs or triplets are made from its distances. The simplest loss is a lambda. What it
 * multiplies by, divides by or compares with is to be a {@link dev.siamese.tensor.Scalar}.
 */
@FunctionalInterface
public interface Loss extends LossSpec, AutoCloseable {

  /**
   * The loss of one batch.
   *
   * @param embeddings (N, D)
   * @param labels the classes of the N rows, or what else is known of them
   * @return a scalar, differentiable; 0 when there is nothing to learn from
   * @throws IllegalArgumentException if the batch is empty or the two are not of one length
   * @throws IllegalStateException if the loss is one of classes and only pairs are known
   */
  NDArray compute(NDArray embeddings, BatchLabels labels);

  /** The distance by which embeddings that this loss has trained are to be compared. */
  default Distance distance() {
    return Distances.EUCLIDEAN;
  }

  /**
   * The weights of the loss, which are trained together with the encoder's. Default: those of the
   * distance, if it has any.
   */
  default List<Weights> parameters() {
    return distance().parameters();
  }

  /**
   * The share of all pairs or triplets of a batch that still lose something, from 0 to 1: what is
   * left to learn from, whatever the mining. NaN for a loss that is not one of pairs or triplets.
   * Waits for the device.
   */
  default double activeFraction(NDArray embeddings, BatchLabels labels) {
    return Double.NaN;
  }

  /**
   * Whether it means something only for the classes trained on, so that held-out ones have none.
   */
  default boolean isClosedSet() {
    return false;
  }

  /** This loss; one that has weights exists already. */
  @Override
  default Loss create(int classes, int dimensions, Device device, Seed seed) {
    return this;
  }

  /** Releases the weights, if there are any. */
  @Override
  default void close() {}

  /**
   * This loss, looking in every step for NaN and infinity and naming the rows. For finding a
   * mistake, not for everyday use: it waits for the device.
   */
  default Loss withFiniteCheck() {
    return new FiniteCheck(this);
  }
}
