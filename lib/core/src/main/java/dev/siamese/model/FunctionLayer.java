package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A layer without weights that is a function of one tensor. */
class FunctionLayer extends LambdaBlock implements OnnxLayer {

  private static final float TINY = 1e-12f; // instead of the norm of a zero vector

  private final OnnxLayer onnx;

  FunctionLayer(String name, UnaryOperator<NDArray> function, OnnxLayer onnx) {
    super(inputs -> new NDList(function.apply(inputs.head())), name);
    this.onnx = onnx;
  }

  @Override
  public String export(OnnxGraph graph, List<String> inputs) {
    return onnx.export(graph, inputs);
  }

  /** The maximum of 2×2 pixels, at every second pixel. */
  static FunctionLayer maxPooling() {
    var two = new Shape(2, 2);
    return new FunctionLayer(
        "maxPool2d",
        images -> Pool.maxPool2d(images, two, two, new Shape(0, 0), false),
        (graph, inputs) ->
            graph.add(
                "MaxPool",
                inputs,
                Map.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2})));
  }

  /** (N, …) to (N, D); DJL's block fails if the lengths of sequences are a second input. */
  static FunctionLayer flatten() {
    return new FunctionLayer(
        "batchFlatten",
        Blocks::batchFlatten,
        (graph, inputs) -> graph.add("Flatten", inputs, Map.of("axis", 1L)));
  }

  /** Rows divided by their Euclidean norm. */
  static FunctionLayer l2Normalization() {
    return new FunctionLayer(
        "L2 normalisation",
        rows -> rows.normalize(2, 1, TINY),
        (graph, inputs) -> l2Normalized(graph, inputs.get(0), 1, TINY));
  }

  /** Vectors along an axis divided by their Euclidean norm, or by a minimum. */
  static String l2Normalized(OnnxGraph graph, String vectors, long axis, float minimum) {
    var norm = graph.add("ReduceL2", List.of(vectors), Map.of("axes", new long[] {axis}));
    return graph.add("Div", vectors, graph.add("Max", norm, graph.number(minimum)));
  }
}
