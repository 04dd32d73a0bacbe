package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.internal.TorchOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A transformer layer with normalisation before its sublayers, x + attention(norm(x)), followed by
 * x + feedForward(norm(x)); or after them, norm(x + attention(x)) and norm(x + feedForward(x)).
 * DJL's own layer uses batch instead of layer normalisation.
 *
 * <p>Inputs: vectors (N, T, D) and the attention mask (N, 1, 1, T), true for real steps. Output (N,
 * T, D).
 */
final class TransformerEncoderLayer extends AbstractBlock implements OnnxLayer {

  private final int dimensions;
  private final int heads;
  private final boolean postNorm;
  private final Block attentionNorm;
  private final Block queriesKeysValues;
  private final Block attentionOutput;
  private final Block feedForwardNorm;
  private final Block feedForwardIn;
  private final Block feedForwardOut;

  TransformerEncoderLayer(int dimensions, int heads, int feedForward, boolean postNorm) {
    this.dimensions = dimensions;
    this.heads = heads;
    this.postNorm = postNorm;
    attentionNorm = addChildBlock("norm", norm());
    queriesKeysValues = addChildBlock("queriesKeysValues", linear(3 * dimensions));
    attentionOutput = addChildBlock("attentionOutput", linear(dimensions));
    feedForwardNorm = addChildBlock("norm", norm());
    feedForwardIn = addChildBlock("feedForwardIn", linear(feedForward));
    feedForwardOut = addChildBlock("feedForwardOut", linear(dimensions));
  }

  private Block norm() {
    return postNorm ? Bert.norm() : LayerNorm.builder().axis(2).build();
  }

  private static Block linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    var vectors = inputs[0];
    attentionNorm.initialize(manager, type, vectors);
    queriesKeysValues.initialize(manager, type, vectors);
    attentionOutput.initialize(manager, type, vectors);
    feedForwardNorm.initialize(manager, type, vectors);
    feedForwardIn.initialize(manager, type, vectors);
    feedForwardOut.initialize(manager, type, feedForwardIn.getOutputShapes(new Shape[] {vectors}));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    var vectors = inputs.head();
    var mask = inputs.get(1);
    var normalized = postNorm ? vectors : through(attentionNorm, vectors, store, training);
    var projected = through(queriesKeysValues, normalized, store, training);
    vectors = vectors.add(through(attentionOutput, attention(projected, mask), store, training));
    normalized = through(postNorm ? attentionNorm : feedForwardNorm, vectors, store, training);
    var hidden = Activation.gelu(through(feedForwardIn, normalized, store, training));
    var output = through(feedForwardOut, hidden, store, training);
    return new NDList(
        postNorm
            ? through(feedForwardNorm, normalized.add(output), store, training)
            : vectors.add(output));
  }

  /** Multi-head self-attention: queries, keys and values (N, T, 3 D) to (N, T, D). */
  private NDArray attention(NDArray projected, NDArray mask) {
    long n = projected.size(0);
    long steps = projected.size(1);
    var heads = projected.reshape(n, steps, 3, this.heads, -1).transpose(2, 0, 3, 1, 4);
    var attended =
        TorchOps.scaledDotProductAttention(heads.get(0), heads.get(1), heads.get(2), mask);
    return attended.transpose(0, 2, 1, 3).reshape(n, steps, dimensions);
  }

  @Override
  public String export(OnnxGraph graph, List<String> inputs) {
    var vectors = inputs.get(0);
    var normalized = postNorm ? vectors : onnx(attentionNorm, graph, vectors);
    var projected = onnx(queriesKeysValues, graph, normalized);
    var attended = attention(graph, projected, inputs.get(1));
    vectors = graph.add("Add", vectors, onnx(attentionOutput, graph, attended));
    normalized = onnx(postNorm ? attentionNorm : feedForwardNorm, graph, vectors);
    var hidden = gelu(graph, onnx(feedForwardIn, graph, normalized));
    var output = onnx(feedForwardOut, graph, hidden);
    return postNorm
        ? onnx(feedForwardNorm, graph, graph.add("Add", normalized, output))
        : graph.add("Add", vectors, output);
  }

  private static String onnx(Block block, OnnxGraph graph, String input) {
    return OnnxExport.export(block, graph, List.of(input));
  }

  private String attention(OnnxGraph graph, String projected, String mask) {
    long size = dimensions / heads;
    var split = graph.add("Reshape", projected, graph.integers(0, 0, 3, heads, size));
    var parts = graph.add("Transpose", List.of(split), Map.of("perm", new long[] {2, 0, 3, 1, 4}));
    var first = Map.of("axis", 0L);
    var all = new ArrayList<String>();
    for (int i = 0; i < 3; i++) { // queries, keys and values (N, heads, T, size)
      var part = graph.add("Gather", List.of(parts, graph.integers(i)), first);
      all.add(graph.add("Squeeze", part, graph.integers(0)));
    }
    var keys = graph.add("Transpose", List.of(all.get(1)), Map.of("perm", new long[] {0, 1, 3, 2}));
    var scores =
        graph.add(
            "Mul",
            graph.add("MatMul", all.get(0), keys),
            graph.number((float) (1 / Math.sqrt(size))));
    var masked = graph.add("Where", mask, scores, graph.number(Float.NEGATIVE_INFINITY));
    var weights = graph.add("Softmax", List.of(masked), Map.of("axis", -1L));
    var attended =
        graph.add(
            "Transpose",
            List.of(graph.add("MatMul", weights, all.get(2))),
            Map.of("perm", new long[] {0, 2, 1, 3}));
    return graph.add("Reshape", attended, graph.integers(0, 0, dimensions));
  }

  /** x (1 + erf(x / √2)) / 2. */
  private static String gelu(OnnxGraph graph, String x) {
    var erf = graph.add("Erf", graph.add("Mul", x, graph.number((float) Math.sqrt(0.5))));
    var sum = graph.add("Add", erf, graph.number(1));
    return graph.add("Mul", graph.add("Mul", x, sum), graph.number(0.5f));
  }

  private static NDArray through(
      Block block, NDArray input, ParameterStore store, boolean training) {
    return block.forward(store, new NDList(input), training).head();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
