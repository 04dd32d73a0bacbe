package dev.siamese.encoder;

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
 * @param units of each direction
 * @param layers one upon the other
 * @param vocabulary tokens are whole numbers below it, 0 the padding, each with a learned vector of
 *     as many numbers as there are units; 0 for sequences of numbers
 */
public record Recurrent(Cell cell, int units, int layers, int vocabulary) implements Architecture {

  /** What remembers. */
  public enum Cell {
    /** Gated recurrent unit (Cho et al. 2014): a quarter smaller. */
    GRU,
    /** Long short-term memory (Hochreiter and Schmidhuber 1997). */
    LSTM
  }

  public Recurrent {
    Sizes.checked("units", units);
    Sizes.checked("layers", layers);
    if (vocabulary < 0) {
      throw new IllegalArgumentException(
          "vocabulary must be 0, for sequences of numbers, or more: " + vocabulary);
    }
  }

  /** For sequences of numbers. */
  public Recurrent(Cell cell, int units, int layers) {
    this(cell, units, layers, 0);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  private Block reader() {
    return switch (cell) {
      case GRU -> GRU.builder().setStateSize(units).setNumLayers(1).build();
      case LSTM -> LSTM.builder().setStateSize(units).setNumLayers(1).build();
    };
  }

  /** One block for each direction of each layer: DJL's own bidirectional ones know no lengths. */
  private static final class Network extends AbstractBlock {

    private final int units;
    private final Lookup tokens;
    private final List<Block> forwards = new ArrayList<>();
    private final List<Block> backwards = new ArrayList<>();

    Network(Recurrent plan) {
      units = plan.units;
      tokens =
          plan.vocabulary > 0
              ? addChildBlock("tokens", new Lookup(plan.vocabulary, plan.units))
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
      var steps = RealSteps.of(inputs, 1);
      var sequences = inputs.head();
      if (tokens != null) {
        sequences = tokens.forward(store, new NDList(sequences), training).head();
      }
      for (int layer = 0; layer < forwards.size(); layer++) {
        var ahead = read(forwards.get(layer), sequences, store, training);
        var behind = read(backwards.get(layer), steps.reversed(sequences), store, training);
        sequences = ahead.concat(steps.reversed(behind), 2); // (N, T, 2 × units)
      }
      return new NDList(steps.mean(sequences));
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
