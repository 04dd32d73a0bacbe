package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.ArrayList;
import java.util.List;

/**
 * A bidirectional recurrent network (Schuster and Paliwal 1997). Every layer reads each sequence
 * forwards and, from its own end, backwards; the embedding is the mean of the last layer's outputs
 * over the steps that are not padding: (N, 2 · hiddenSize).
 *
 * <p>Inputs: {@code (N, T, F)} features or, with a vocabulary, {@code (N, T)} tokens, and the
 * lengths {@code (N)}, each from 1 to T. Without lengths there is no padding. Padding does not
 * influence the result.
 *
 * @param cell the recurrent unit
 * @param hiddenSize of each direction
 * @param layers the number of stacked layers
 * @param vocabularySize tokens are integers below it, 0 is padding; each has a learned vector of
 *     {@code hiddenSize} dimensions. Default: 0, for sequences of features
 */
public record BiRnn(Cell cell, int hiddenSize, int layers, @JsonOptional int vocabularySize)
    implements Architecture {

  /** The recurrent unit. */
  public enum Cell {
    /** Gated recurrent unit (Cho et al. 2014): a quarter fewer parameters. */
    GRU,
    /** Long short-term memory (Hochreiter and Schmidhuber 1997). */
    LSTM
  }

  /**
   * Checks the values.
   *
   * @param cell the recurrent unit
   * @param hiddenSize of each direction
   * @param layers the number of stacked layers
   * @param vocabularySize tokens are integers below it, 0 is padding; each has a learned vector of
   *     {@code hiddenSize} dimensions
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BiRnn {
    Checks.requirePositive("hiddenSize", hiddenSize);
    Checks.requirePositive("layers", layers);
    Checks.requireVocabularySize(vocabularySize);
  }

  /**
   * For sequences of features.
   *
   * @param cell the recurrent unit
   * @param hiddenSize of each direction
   * @param layers the number of stacked layers
   */
  public BiRnn(Cell cell, int hiddenSize, int layers) {
    this(cell, hiddenSize, layers, 0);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  private Block layer() {
    return switch (cell) {
      case GRU -> GRU.builder().setStateSize(hiddenSize).setNumLayers(1).build();
      case LSTM -> LSTM.builder().setStateSize(hiddenSize).setNumLayers(1).build();
    };
  }

  /** One block per direction and layer: DJL's bidirectional blocks ignore lengths. */
  private static final class Network extends AbstractBlock {

    private final int hiddenSize;
    private final EmbeddingBlock tokens;
    private final List<Block> forwards = new ArrayList<>();
    private final List<Block> backwards = new ArrayList<>();

    Network(BiRnn configuration) {
      hiddenSize = configuration.hiddenSize;
      tokens =
          configuration.vocabularySize > 0
              ? addChildBlock(
                  "tokens",
                  new EmbeddingBlock(configuration.vocabularySize, configuration.hiddenSize))
              : null;
      for (int layer = 0; layer < configuration.layers; layer++) {
        forwards.add(addChildBlock("forwards", configuration.layer()));
        backwards.add(addChildBlock("backwards", configuration.layer()));
      }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      var shape = inputs[0];
      if (tokens != null) {
        tokens.initialize(manager, type, shape);
        shape = tokens.getOutputShapes(new Shape[] {shape})[0];
      }
      for (int layer = 0; layer < forwards.size(); layer++) {
        forwards.get(layer).initialize(manager, type, shape);
        backwards.get(layer).initialize(manager, type, shape);
        shape = new Shape(shape.get(0), shape.get(1), 2L * hiddenSize);
      }
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var mask = SequenceMask.of(inputs, 1);
      var sequences = inputs.head();
      if (tokens != null) {
        sequences = tokens.forward(store, new NDList(sequences), training).head();
      }
      for (int layer = 0; layer < forwards.size(); layer++) {
        var forward = run(forwards.get(layer), sequences, store, training);
        var backward = run(backwards.get(layer), mask.reverse(sequences), store, training);
        sequences = forward.concat(mask.reverse(backward), 2); // (N, T, 2 · hiddenSize)
      }
      return new NDList(mask.maskedMean(sequences));
    }

    private static NDArray run(
        Block layer, NDArray sequences, ParameterStore store, boolean training) {
      return layer.forward(store, new NDList(sequences), training).head();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), 2L * hiddenSize)};
    }
  }
}
