package dev.siamese.loss;

import ai.djl.Device;
import dev.siamese.tensor.Seed;

/**
 * The specification of a loss: its hyper-parameters, from which a {@link Loss} is created once the
 * data, the encoder and the device are known.
 *
 * <p>A loss without weights is its own specification. A loss with weights has a record of its
 * hyper-parameters, such as {@link ProxyAnchor}. {@link Losses} reads specifications from text and
 * from JSON.
 */
public interface LossSpec {

  /**
   * Creates the loss. The caller closes it after training.
   *
   * @param classes C, the number of classes of the training data
   * @param dimensions D, the length of the embeddings
   * @param device of the encoder
   * @param seed of initial weights and of random draws
   * @return the loss
   */
  Loss create(int classes, int dimensions, Device device, Seed seed);

  /**
   * The weighted sum of two losses: this + weight · other.
   *
   * @param other the added loss
   * @param weight of the added loss, finite and above 0
   * @return the sum
   */
  default LossSpec plus(LossSpec other, double weight) {
    return new WeightedSum(this, other, weight);
  }
}
