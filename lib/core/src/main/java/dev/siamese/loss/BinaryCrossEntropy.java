package dev.siamese.loss;

import ai.djl.Device;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.tensor.Seed;

/**
 * Binary cross-entropy on a learned head (Koch, Zemel and Salakhutdinov 2015): verification as
 * binary classification of pairs.
 *
 * <p>mean over the pairs of the batch of −s log P(same) − (1 − s) log(1 − P(same)), where s is 1
 * for positive pairs, 0 for negative pairs, or a similarity in between. P(same) comes from a {@link
 * LearnedL1Distance.Head}, which is also the distance of the trained embeddings. Works with classes
 * or pairs.
 *
 * <p>Use it where a probability is needed, or where dimensions differ in importance. With classes
 * all pairs of rows count, and it needs memory for (N, N); with pairs, for (pairs, D).
 *
 * @param classBalanced whether positive and negative pairs have the same total weight; otherwise
 *     P(same) depends on the fraction of positive pairs in a batch. Default: true
 */
public record BinaryCrossEntropy(boolean classBalanced) implements LossSpec {

  /** Positive and negative pairs have the same total weight. */
  public BinaryCrossEntropy() {
    this(true);
  }

  /** The loss with a new head, which is its {@link Loss#distance()} and which it closes. */
  @Override
  public Loss create(int classes, int dimensions, Device device, Seed seed) {
    return create(new LearnedL1Distance.Head(dimensions, device));
  }

  /**
   * Creates the loss with an existing head.
   *
   * @param head gives P(same); closed with the loss
   * @return the loss
   */
  public Loss create(LearnedL1Distance.Head head) {
    return new BinaryCrossEntropyLoss(head, classBalanced);
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
