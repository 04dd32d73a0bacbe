package dev.siamese.model;

import ai.djl.nn.Block;
import dev.siamese.tensor.internal.JsonOptional;

/**
 * A transformer encoder (Vaswani et al. 2017) with layer normalisation before each sublayer (Xiong
 * et al. 2020) and learned position embeddings. Each layer is self-attention and a GELU
 * feed-forward network, both with a shortcut. The embedding is the mean of the last layer's
 * normalised outputs over the steps that are not padding: (N, dimensions).
 *
 * <p>Inputs: {@code (N, T, F)} features or, with a vocabulary, {@code (N, T)} tokens, and the
 * lengths {@code (N)}, each from 1 to T. Without lengths there is no padding. Padding does not
 * influence the result.
 *
 * <p>There is no dropout: its randomness would come from the engine, not from the run's seed.
 *
 * @param dimensions of every vector and of the embeddings; a multiple of {@code heads}
 * @param heads the number of attention heads. Default: 4
 * @param layers the number of layers. Default: 2
 * @param feedForwardSize the hidden units of each feed-forward network. Default: 4 · dimensions
 * @param vocabularySize tokens are integers below it, 0 is padding; each has a learned vector.
 *     Default: 0, for sequences of features
 * @param maxLength the largest number of steps of a sequence
 */
public record TransformerEncoder(
    int dimensions,
    int heads,
    int layers,
    int feedForwardSize,
    @JsonOptional int vocabularySize,
    int maxLength)
    implements Architecture {

  /**
   * Checks the values.
   *
   * @param dimensions of every vector and of the embeddings; a multiple of {@code heads}
   * @param heads the number of attention heads
   * @param layers the number of layers
   * @param feedForwardSize the hidden units of each feed-forward network
   * @param vocabularySize tokens are integers below it, 0 is padding; each has a learned vector
   * @param maxLength the largest number of steps of a sequence
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TransformerEncoder {
    Checks.requirePositive("dimensions", dimensions);
    Checks.requirePositive("heads", heads);
    Checks.requirePositive("layers", layers);
    Checks.requirePositive("feedForwardSize", feedForwardSize);
    Checks.requirePositive("maxLength", maxLength);
    if (dimensions % heads != 0) {
      throw new IllegalArgumentException(
          "dimensions must be a multiple of heads: dimensions = %d, heads = %d"
              .formatted(dimensions, heads));
    }
    Checks.requireVocabularySize(vocabularySize);
  }

  /**
   * The defaults.
   *
   * @param dimensions of every vector and of the embeddings; a multiple of {@code heads}
   * @param maxLength the largest number of steps of a sequence
   */
  public TransformerEncoder(int dimensions, int maxLength) {
    this(dimensions, 4, 2, 4 * dimensions, 0, maxLength);
  }

  /**
   * {@return a copy with another number of attention heads}
   *
   * @param heads the number of attention heads
   */
  public TransformerEncoder withHeads(int heads) {
    return new TransformerEncoder(
        dimensions, heads, layers, feedForwardSize, vocabularySize, maxLength);
  }

  /**
   * {@return a copy with another number of layers}
   *
   * @param layers the number of layers
   */
  public TransformerEncoder withLayers(int layers) {
    return new TransformerEncoder(
        dimensions, heads, layers, feedForwardSize, vocabularySize, maxLength);
  }

  /**
   * {@return a copy with other feed-forward networks}
   *
   * @param feedForwardSize the hidden units of each feed-forward network
   */
  public TransformerEncoder withFeedForwardSize(int feedForwardSize) {
    return new TransformerEncoder(
        dimensions, heads, layers, feedForwardSize, vocabularySize, maxLength);
  }

  /**
   * {@return a copy for tokens below a vocabulary size}
   *
   * @param vocabularySize tokens are integers below it, 0 is padding; each has a learned vector
   */
  public TransformerEncoder withVocabularySize(int vocabularySize) {
    return new TransformerEncoder(
        dimensions, heads, layers, feedForwardSize, vocabularySize, maxLength);
  }

  @Override
  public Block build() {
    return new TransformerNetwork(this, TransformerNetwork.Kind.PRE_NORM);
  }
}
