package dev.siamese.loss;

import ai.djl.Device;
import dev.siamese.distance.LearnedL1Head;
import dev.siamese.tensor.Seed;

/**
 * Binary cross-entropy on a learned head (Koch, Zemel and Salakhutdinov 2015): verification as a
 * question of probability, "are these two the same?".
 *
 * <p>mean over the pairs of the batch of −s log P(same) − (1 − s) log(1 − P(same)), s being 1 for
 * the same, 0 for different, or a grade between. Needs no classes: pairs will do.
 *
 * <p>Use it where a probability is wanted, or dimensions are of unequal worth. With classes every
 * two rows are a pair, and it needs memory for (N, N) numbers; with pairs, for (pairs, D).
 *
 * @param classBalanced whether same and different pairs weigh the same on the whole, as if there
 *     were as many of each; otherwise P(same) learns how rare same pairs are in a batch
 */
public record BinaryCrossEntropy(boolean classBalanced) implements LossSpec {

  /** Positive and negative pairs have the same total weight. */
  public BinaryCrossEntropy() {
    this(true);
  }

  /** The loss with a new head, which the loss closes. */
  @Override
  public BinaryCrossEntropyLoss create(int classes, int dimensions, Device device, Seed seed) {
    return new BinaryCrossEntropyLoss(new LearnedL1Head(dimensions, device), classBalanced);
  }

  @Override
  public String toString() {
    return Losses.FAMILY.print(this);
  }
}
