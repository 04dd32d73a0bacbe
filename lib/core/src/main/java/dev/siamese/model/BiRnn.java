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
 * A bidirectional recurrent network (Schuster and Paliwal 1997): every layer reads each sequence
 * forwards and, from its own end, backwards; the mean of the last layer over the real steps is the
 * embedding, 2 × units long.
 *
 * <p>Inputs: {@code (N, T, F)} numbers, or {@code (N, T)} tokens if there is a vocabulary, and the
 * lengths {@code (N)}, each from 1 to T; without lengths all T steps are real. What stands behind a
 * sequence's end changes nothing.
 *
 * @param cell what remembers
 * @param hiddenSize of each direction
 * @param layers one upon the other
 * @param vocabularySize tokens are whole numbers below it, 0 the padding, each with a learned
 *     vector of as many numbers as there are units; 0 for sequences of numbers
 */
public record BiRnn(Cell cell, int hiddenSize, int layers, @JsonOptional int vocabularySize)
    implements Architecture {

  /** What remembers. */
  public enum Cell {
    /** Gated recurrent unit (Cho et al. 2014): a quarter smaller. */
    GRU,
    /** Long short-term memory (Hochreiter and Schmidhuber 1997). */
    LSTM
  }

  public BiRnn {
    Checks.requirePositive("hiddenSize", hiddenSize);
    Checks.requirePositive("layers", layers);
    Checks.requireVocabularySize(vocabularySize);
  }

  /** For sequences of numbers. */
  public BiRnn(Cell cell, int units, int layers) {
    this(cell, units, layers, 0);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  private Block reader() {
    return switch (cell) {
      case GRU -> GRU.builder().setStateSize(hiddenSize).setNumLayers(1).build();
      case LSTM -> LSTM.builder().setStateSize(hiddenSize).setNumLayers(1).build();
    };
  }

  /** One block for each direction of each layer: DJL's own bidirectional ones know no lengths. */
  private static final class Network extends AbstractBlock {

    private final int units;
    private final EmbeddingBlock tokens;
    private final List<Block> forwards = new ArrayList<>();
    private final List<Block> backwards = new ArrayList<>();

    Network(BiRnn plan) {
      units = plan.hiddenSize;
      tokens =
          plan.vocabularySize > 0
              ? addChildBlock("tokens", new EmbeddingBlock(plan.vocabularySize, plan.hiddenSize))
              : null;
      for (int layer = 0; layer < plan.layers; layer++) {
        forwards.add(addChildBlock("forwards", plan.reader()));
        backwards.add(addChildBlock("backwards", plan.reader()));
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
        shape = new Shape(shape.get(0), shape.get(1), 2L * units);
      }
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var steps = SequenceMask.of(inputs, 1);
      var sequences = inputs.head();
      if (tokens != null) {
        sequences = tokens.forward(store, new NDList(sequences), training).head();
      }
      for (int layer = 0; layer < forwards.size(); layer++) {
        var ahead = read(forwards.get(layer), sequences, store, training);
        var behind = read(backwards.get(layer), steps.reverse(sequences), store, training);
        sequences = ahead.concat(steps.reverse(behind), 2); // (N, T, 2 × units)
      }
      return new NDList(steps.maskedMean(sequences));
    }

    private static NDArray read(
        Block reader, NDArray sequences, ParameterStore store, boolean training) {
      return reader.forward(store, new NDList(sequences), training).head();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), 2L * units)};
    }
  }
}
