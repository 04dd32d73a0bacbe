package dev.siamese.model;

import ai.djl.nn.Block;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Torch;

/**
 * A network's configuration: a record whose components are its sizes, so that it can be printed,
 * compared and saved with the weights.
 *
 * <p>To use any DJL block as a network, implement this in a record. If the network contains another
 * architecture, implement {@link Wrapper}.
 */
public interface Architecture {

  /**
   * Returns this configuration with everything that is computed from the training data before
   * training. Default: this configuration.
   *
   * @param train the training samples only, before preprocessing
   * @param input the fitted preprocessing
   */
  default Architecture fit(Dataset train, Preprocessor input) {
    return this;
  }

  /** A new network, not yet initialised. Its output is (N, D). */
  Block build();

  /** This network, followed by a dense layer without activation: (N, dimensions). */
  default Architecture projected(int dimensions) {
    return new Projected(this, dimensions);
  }

  /** This network, whose embeddings are divided by their Euclidean norm. */
  default Architecture l2Normalized() {
    return new L2Normalized(this);
  }

  /**
   * This convolutional network, trained in bfloat16 where the device is fast at it ({@link
   * Torch#hasFastBfloat16}): up to twice as fast and in half the memory. Elsewhere, and outside
   * training, it computes in 32-bit floats. The weights are always 32-bit floats.
   *
   * <p>Dense layers do not compute in bfloat16: call {@link #projected} on the result, not before.
   */
  default Architecture mixedPrecision() {
    return new MixedPrecision(this);
  }

  /**
   * This convolutional network, applied to blocks of pixels as channels (space to depth): a larger
   * image at hardly more time, without losing the detail that scaling down would lose.
   *
   * @param blockSize side of a block in pixels; height and width of the images must be multiples
   */
  default Architecture spaceToDepth(int blockSize) {
    return new SpaceToDepth(blockSize, this);
  }

  /**
   * This network, whose embedding outside training is the mean of those of the image and its mirror
   * image, so that both have the same embedding. Train it with {@link
   * dev.siamese.augment.RandomFlip}.
   */
  default Architecture flipAveraged() {
    return new FlipAveraged(this);
  }
}
