package dev.siamese.model;

import java.util.List;
import java.util.Map;

/**
 * Which time steps of padded sequences are real, as nodes of a graph; see {@link SequenceMask}.
 *
 * @param graph of the nodes
 * @param lengths value of shape (N, 1)
 * @param positions value of shape (1, T), 0 to T − 1
 */
record OnnxMask(OnnxGraph graph, String lengths, String positions) {

  /**
   * The mask of a layer's inputs; without lengths, all steps are real.
   *
   * @param inputs sequences, and lengths (N) if they differ
   * @param axis of the time steps
   */
  static OnnxMask of(OnnxGraph graph, List<String> inputs, int axis) {
    var sequences = inputs.get(0);
    var shape = graph.add("Shape", sequences);
    var steps = graph.add("Gather", shape, graph.integers(axis));
    String lengths;
    if (inputs.size() > 1) {
      graph.setDynamic(sequences, axis, "steps");
      graph.setIntegers(inputs.get(1));
      lengths = graph.add("Unsqueeze", inputs.get(1), graph.integers(1));
    } else {
      var batch = graph.add("Gather", shape, graph.integers(0));
      var size = graph.add("Concat", List.of(batch, graph.integers(1)), Map.of("axis", 0L));
      lengths = graph.add("Expand", steps, size);
    }
    return new OnnxMask(graph, lengths, range(graph, steps));
  }

  private static String range(OnnxGraph graph, String steps) {
    var first = graph.integers(0);
    var zero = graph.add("Squeeze", first, first);
    var one = graph.add("Squeeze", graph.integers(1), first);
    var range = graph.add("Range", zero, graph.add("Squeeze", steps, first), one);
    return graph.add("Unsqueeze", range, first);
  }

  /** For sequences of half the steps, rounded up. */
  OnnxMask afterPooling() {
    var two = graph.integers(2);
    var half = graph.add("Div", graph.add("Add", lengths, graph.integers(1)), two);
    var steps = graph.add("Gather", graph.add("Shape", positions), graph.integers(1));
    var halfSteps = graph.add("Div", graph.add("Add", steps, graph.integers(1)), two);
    return new OnnxMask(graph, half, range(graph, halfSteps));
  }

  /** (N, T), true for real steps. */
  String mask() {
    return graph.add("Less", positions, lengths);
  }

  /** (N, T), 1 for real steps and 0 for padding. */
  String floatMask() {
    return toFloat(mask());
  }

  /** (N, 1). */
  String floatLengths() {
    return toFloat(lengths);
  }

  private String toFloat(String value) {
    return graph.add("Cast", List.of(value), Map.of("to", 1L));
  }

  /** The mean over the real steps: (N, T, D) to (N, D). */
  String maskedMean(String sequences) {
    var mask = graph.add("Unsqueeze", floatMask(), graph.integers(2));
    var masked = graph.add("Mul", sequences, mask);
    var sum = graph.add("ReduceSum", List.of(masked, graph.integers(1)), Map.of("keepdims", 0L));
    return graph.add("Div", sum, floatLengths());
  }

  /** The real steps in reverse order, the padding behind them: (N, T, D). */
  String reverse(String sequences) {
    return graph.add(
        "ReverseSequence",
        List.of(sequences, graph.add("Squeeze", lengths, graph.integers(1))),
        Map.of("batch_axis", 0L, "time_axis", 1L));
  }
}
