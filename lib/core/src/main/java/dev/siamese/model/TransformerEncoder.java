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
 * A transformer encoder (Vaswani et al. 2017) for sequences, layer normalisation before each part
 * (Xiong et al. 2020): learned vectors for the positions, layers of self-attention and a GELU
 * feed-forward network, each beside a shortcut, one normalisation more; the mean over the real
 * steps is the embedding.
 *
 * <p>Inputs: {@code (N, T, F)} numbers, or {@code (N, T)} tokens if there is a vocabulary, and the
 * lengths {@code (N)}, each from 1 to T; without lengths all T steps are real. What stands behind a
 * sequence's end changes nothing.
 *
 * <p>There is no dropout: its chance would be the engine's, not the run's seed's.
 *
 * @param dimensions of every vector and of the embeddings, a multiple of the heads
 * @param heads that look at the sequence, each in its own way
 * @param layers one upon the other
 * @param feedForwardSize the units in the middle of each feed-forward network
 * @param vocabularySize tokens are whole numbers below it, 0 the padding, each with a learned
 *     vector; 0 for sequences of numbers
 * @param maxLength the most steps that a sequence can have
 */
public record TransformerEncoder(
    int dimensions,
    int heads,
    int layers,
    int feedForwardSize,
    @JsonOptional int vocabularySize,
    int maxLength)
    implements Architecture {

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

  @Override
  public Block build() {
    return new Network(this);
  }

  /** From sequences to embeddings. */
  private static final class Network extends AbstractBlock {

    private final int dimensions;
    private final int maxLength;
    private final Block entry;
    private final EmbeddingBlock positions;
    private final List<TransformerEncoderLayer> layers = new ArrayList<>();
    private final Block norm;

    Network(TransformerEncoder plan) {
      dimensions = plan.dimensions;
      maxLength = plan.maxLength;
      entry =
          addChildBlock(
              "entry",
              plan.vocabularySize > 0
                  ? new EmbeddingBlock(plan.vocabularySize, dimensions)
                  : Linear.builder().setUnits(dimensions).build());
      positions = addChildBlock("positions", new EmbeddingBlock(maxLength, dimensions));
      for (int i = 0; i < plan.layers; i++) {
        layers.add(
            addChildBlock(
                "layer",
                new TransformerEncoderLayer(dimensions, plan.heads, plan.feedForwardSize)));
      }
      norm = addChildBlock("norm", LayerNorm.builder().axis(2).build());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      entry.initialize(manager, type, inputs[0]);
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
            "a batch of %d steps is longer than maxLength = %d: shorten the sequences"
                .formatted(longest, maxLength));
      }
      var steps = SequenceMask.of(inputs, 1);
      var places = positions.forward(store, new NDList(steps.positions()), training); // (1, T, D)
      var values = entry.forward(store, new NDList(inputs.head()), training); // (N, T, D)
      var vectors = new NDList(values.head().add(places.head()));
      var real = steps.mask().expandDims(1).expandDims(1); // (N, 1, 1, T)
      for (var layer : layers) {
        vectors = layer.forward(store, new NDList(vectors.head(), real), training);
      }
      return new NDList(steps.maskedMean(norm.forward(store, vectors, training).head()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), dimensions)};
    }
  }
}
