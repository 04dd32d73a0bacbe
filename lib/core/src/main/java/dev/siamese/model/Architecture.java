package dev.siamese.model;

import ai.djl.nn.Block;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Torch;

/**
 * A network's configuration: a record whose components are its sizes, so that it can be printed,
 * compared and saved with the weights.
 *
 * <p>To use any DJL block as a network, implement this in a record. If the network contains another
 * architecture, implement {@link #fit} too, so that the one inside is fitted.
 */
public interface Architecture {

  /**
   * {@return no network: the embedding is the flattened first input, and nothing is trained} For
   * inputs that are embeddings already, such as those of {@link TextInput#pretrained}; with {@link
   * #projected}, only the layer on top is trained.
   *
   * <p>Input {@code (N, …)}; further inputs, such as lengths, are ignored.
   */
  static Architecture identity() {
    return new Identity();
  }

  /**
   * {@return features of images without weights, similar to histograms of oriented gradients (Dalal
   * and Triggs 2005)} Contrast does not count. Input {@code (N, 1, H, W)}, output {@code (N,
   * orientations · (H / cellSize) · (W / cellSize))}.
   *
   * @param orientations into which the full circle is divided
   * @param cellSize side of a cell in pixels
   */
  static Architecture orientedGradients(int orientations, int cellSize) {
    return new OrientedGradients(orientations, cellSize);
  }

  /**
   * {@return this configuration with everything that is computed from the training data before
   * training} Default: this configuration.
   *
   * @param train the training samples only, before preprocessing
   * @param input the fitted preprocessing
   */
  default Architecture fit(Dataset train, Preprocessor input) {
    return this;
  }

  /** {@return a new network, not yet initialised} Its output is (N, D). */
  Block build();

  /**
   * {@return this network, followed by a dense layer without activation: (N, dimensions)}
   *
   * @param dimensions the length of the embeddings
   */
  default Architecture projected(int dimensions) {
    return new Projected(this, dimensions);
  }

  /** {@return this network, whose embeddings are divided by their Euclidean norm} */
  default Architecture l2Normalized() {
    return new L2Normalized(this);
  }

  /**
   * {@return this network without its last step if that is {@link #l2Normalized}} For a classifier
   * on top, which needs the norm. Default: this network.
   */
  default Architecture withoutL2Normalization() {
    return this;
  }

  /**
   * {@return this convolutional network, trained in bfloat16 where the device is fast at it ({@link
   * Torch#hasFastBfloat16})} Up to twice as fast and in half the memory. Elsewhere, and outside
   * training, it computes in 32-bit floats. The weights are always 32-bit floats.
   *
   * <p>Dense layers do not compute in bfloat16: call {@link #projected} on the result, not before.
   */
  default Architecture mixedPrecision() {
    return new MixedPrecision(this);
  }

  /**
   * {@return this convolutional network, applied to blocks of pixels as channels (space to depth)}
   * A larger image takes hardly more time, and keeps the detail that scaling it down would lose.
   *
   * @param blockSize side of a block in pixels; height and width of the images must be multiples
   */
  default Architecture spaceToDepth(int blockSize) {
    return new SpaceToDepth(blockSize, this);
  }

  /**
   * {@return this network, whose embedding outside training is the mean of those of the image and
   * its mirror image, so that both have the same embedding} Train it with {@link
   * dev.siamese.augment.RandomFlip}.
   */
  default Architecture flipAveraged() {
    return new FlipAveraged(this);
  }

  /**
   * {@return this network, whose embedding (N, D) outside training is followed by K whitened PCA
   * features of the image: (N, D + K)} The features are projected onto the principal axes of the
   * training images and divided by their standard deviation within a class, so that what differs
   * between photos of one person counts little (the Fisherfaces of Belhumeur et al. 1997 without
   * their final LDA projection). Both parts are L2-normalised.
   *
   * @param features an architecture without weights, such as {@link #orientedGradients} or {@link
   *     #identity}; takes the same input, output (N, P)
   * @param components the largest number of principal axes, K
   * @param shrinkage a fraction of the mean variance within a class, added to that of each axis;
   *     greater than 0
   * @param featureWeight the norm of the features, where that of the network's embedding is 1
   * @throws IllegalArgumentException if the features have weights or a number is out of range
   */
  default Architecture withWhitenedFeatures(
      Architecture features, int components, double shrinkage, double featureWeight) {
    return new WithWhitenedFeatures(this, features, components, shrinkage, featureWeight);
  }

  /**
   * {@return whether {@link #withFeatureWeight} is to be chosen on validation samples after
   * training, as with {@link #withFittedFeatures}} Default: false.
   */
  default boolean choosesFeatureWeight() {
    return false;
  }

  /**
   * {@return this network with another weight of its whitened features; this network if it has
   * none} Its weights are the same.
   *
   * @param featureWeight the norm of the features, where that of the network's embedding is 1
   */
  default Architecture withFeatureWeight(double featureWeight) {
    return this;
  }

  /**
   * {@return this network with whitened features as in {@link #withWhitenedFeatures}, whose kind
   * and shrinkage are chosen by cross-validation over the training classes} The features are
   * oriented gradients or means of cells of the image.
   *
   * @param featureWeight the norm of the features, where that of the network's embedding is 1
   */
  default Architecture withFittedFeatures(double featureWeight) {
    return new WithFittedFeatures(this, featureWeight);
  }

  /**
   * {@return this convolutional network on 12×12 cells of an image instead of its pixels} The
   * channels of a cell are oriented gradients, which contrast does not change, and its mean colour.
   *
   * @param orientations into which the full circle is divided
   */
  default Architecture onOrientedGradients(int orientations) {
    return new OnOrientedGradients(orientations, 0, this);
  }
}
