package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.ArrayList;
import java.util.List;

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
    return new Network(this);
  }

  /** From sequences to embeddings. */
  private static final class Network extends AbstractBlock implements OnnxLayer {

    private final int dimensions;
    private final int maxLength;
    private final Block embedding;
    private final EmbeddingBlock positions;
    private final List<TransformerEncoderLayer> layers = new ArrayList<>();
    private final Block norm;

    Network(TransformerEncoder configuration) {
      dimensions = configuration.dimensions;
      maxLength = configuration.maxLength;
      embedding =
          addChildBlock(
              "embedding",
              configuration.vocabularySize > 0
                  ? new EmbeddingBlock(configuration.vocabularySize, dimensions)
                  : Linear.builder().setUnits(dimensions).build());
      positions = addChildBlock("positions", new EmbeddingBlock(maxLength, dimensions));
      for (int i = 0; i < configuration.layers; i++) {
        layers.add(
            addChildBlock(
                "layer",
                new TransformerEncoderLayer(
                    dimensions, configuration.heads, configuration.feedForwardSize)));
      }
      norm = addChildBlock("norm", LayerNorm.builder().axis(2).build());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      embedding.initialize(manager, type, inputs[0]);
      positions.initialize(manager, type, new Shape(1, maxLength));
      var vectors = new Shape(inputs[0].get(0), inputs[0].get(1), dimensions);
      for (var layer : layers) {
        layer.initialize(manager, type, vectors);
      }
      norm.initialize(manager, type, vectors);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      long longest = inputs.head().size(1);
      if (longest > maxLength) {
        throw new IllegalArgumentException(
            "a batch has %d steps, more than maxLength = %d: truncate the sequences or raise maxLength"
                .formatted(longest, maxLength));
      }
      var mask = SequenceMask.of(inputs, 1);
      var positionVectors =
          positions.forward(store, new NDList(mask.positions()), training); // (1, T, D)
      var values = embedding.forward(store, new NDList(inputs.head()), training); // (N, T, D)
      var vectors = new NDList(values.head().add(positionVectors.head()));
      var attended = mask.mask().expandDims(1).expandDims(1); // (N, 1, 1, T)
      for (var layer : layers) {
        vectors = layer.forward(store, new NDList(vectors.head(), attended), training);
      }
      return new NDList(mask.maskedMean(norm.forward(store, vectors, training).head()));
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      var mask = OnnxMask.of(graph, inputs, 1);
      var values = OnnxExport.export(embedding, graph, List.of(inputs.get(0)));
      var vectors = graph.add("Add", values, positions.export(graph, List.of(mask.positions())));
      var attended = graph.add("Unsqueeze", mask.mask(), graph.integers(1, 2)); // (N, 1, 1, T)
      for (var layer : layers) {
        vectors = layer.export(graph, List.of(vectors, attended));
      }
      return mask.maskedMean(OnnxExport.export(norm, graph, List.of(vectors)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), dimensions)};
    }
  }
}
