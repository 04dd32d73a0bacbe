package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private static final class Network extends AbstractBlock implements OnnxLayer {

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
    public String export(OnnxGraph graph, List<String> inputs) {
      var mask = OnnxMask.of(graph, inputs, 1);
      var sequences = inputs.get(0);
      if (tokens != null) {
        sequences = tokens.export(graph, List.of(sequences));
      }
      for (int layer = 0; layer < forwards.size(); layer++) {
        var forward = export(graph, forwards.get(layer), sequences);
        var backward = export(graph, backwards.get(layer), mask.reverse(sequences));
        var both = List.of(forward, mask.reverse(backward));
        sequences = graph.add("Concat", both, Map.of("axis", 2L)); // (N, T, 2 · hiddenSize)
      }
      return mask.maskedMean(sequences);
    }

    /** One layer in one direction: (N, T, D) to (N, T, hiddenSize). */
    private String export(OnnxGraph graph, Block layer, String sequences) {
      boolean isGru = layer instanceof GRU;
      // the gates of PyTorch in the order of ONNX: update, reset, new; input, output, forget, cell
      int[] gates = isGru ? new int[] {1, 0, 2} : new int[] {0, 3, 1, 2};
      var parameters = layer.getDirectParameters().values();
      var arguments = new ArrayList<String>();
      var swap = Map.of("perm", new long[] {1, 0, 2});
      arguments.add(graph.add("Transpose", List.of(sequences), swap)); // (T, N, D)
      arguments.add(gates(graph, parameters.get(0), gates));
      arguments.add(gates(graph, parameters.get(1), gates));
      var biases =
          List.of(gates(graph, parameters.get(2), gates), gates(graph, parameters.get(3), gates));
      arguments.add(graph.add("Concat", biases, Map.of("axis", 1L)));
      var size = new HashMap<String, Object>(Map.of("hidden_size", (long) hiddenSize));
      if (isGru) {
        size.put("linear_before_reset", 1L);
      }
      var states = graph.add(isGru ? "GRU" : "LSTM", arguments, size); // (T, 1, N, hiddenSize)
      var steps = graph.add("Squeeze", states, graph.integers(1));
      return graph.add("Transpose", List.of(steps), swap);
    }

    /** The rows of each gate, in another order, with a dimension for the direction in front. */
    private static String gates(OnnxGraph graph, Parameter parameter, int[] order) {
      var blocks = new NDList();
      long rows = parameter.getShape().get(0) / order.length;
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        for (int gate : order) {
          blocks.add(
              parameter.getArray().get(new NDIndex("{}:{}", gate * rows, (gate + 1) * rows)));
        }
        return graph.array(NDArrays.concat(blocks).expandDims(0));
      }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), 2L * hiddenSize)};
    }
  }
}
