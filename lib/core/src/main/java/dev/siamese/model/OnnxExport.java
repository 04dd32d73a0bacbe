package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes networks as ONNX graphs: the layers of DJL here, our own by {@link OnnxLayer}. */
final class OnnxExport {

  private static final float EPSILON = 1e-5f; // of DJL's normalisation layers

  /** The operators of functions by DJL's names of their blocks; users' networks have them, too. */
  private static final Map<String, String> FUNCTIONS =
      Map.of("ReLU", "Relu", "sigmoid", "Sigmoid", "Tanh", "Tanh", "batchFlatten", "Flatten");

  private OnnxExport() {}

  /**
   * The content of an ONNX file.
   *
   * @param card with the preprocessing, of which arithmetic is included
   * @param network with its weights
   * @param shapes of a batch of one
   */
  static byte[] file(EncoderCard card, Block network, List<Shape> shapes) {
    var graph = new OnnxGraph();
    var inputs = new ArrayList<String>();
    for (int i = 0; i < shapes.size(); i++) {
      inputs.add(graph.input(i == 0 ? "input" : "input" + i, shapes.get(i)));
    }
    if (card.input() instanceof ImageInput image && image.invert()) {
      inputs.set(0, graph.add("Sub", graph.number(1), inputs.get(0)));
    }
    var output = export(network, graph, inputs);
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("input", card.input().toString());
    metadata.put("architecture", card.architecture().toString());
    metadata.put("distance", card.distance().toString());
    card.threshold().ifPresent(value -> metadata.put("threshold", Double.toString(value)));
    long dimensions = network.getOutputShapes(shapes.toArray(Shape[]::new))[0].get(1);
    return graph.toByteArray(output, dimensions, metadata);
  }

  /**
   * Adds the nodes of a layer or network.
   *
   * @throws UnsupportedOperationException naming a layer that has no ONNX form
   */
  static String export(Block block, OnnxGraph graph, List<String> inputs) {
    if (block instanceof OnnxLayer layer) {
      return layer.export(graph, inputs);
    } else if (block instanceof SequentialBlock) {
      var values = inputs;
      for (var child : block.getChildren().values()) {
        values = List.of(export(child, graph, values));
      }
      return values.get(0);
    } else if (block instanceof Linear) {
      return linear(block.getDirectParameters(), graph, inputs.get(0));
    } else if (block instanceof BatchNorm) {
      return normalized("BatchNormalization", block, graph, inputs.get(0));
    } else if (block instanceof LayerNorm) {
      return normalized("LayerNormalization", block, graph, inputs.get(0));
    } else if (block instanceof LambdaBlock function && FUNCTIONS.containsKey(function.getName())) {
      return graph.add(FUNCTIONS.get(function.getName()), inputs.get(0));
    }
    throw new UnsupportedOperationException(
        "the layer %s cannot be written to an ONNX file"
            .formatted(
                block instanceof LambdaBlock function
                    ? function.getName()
                    : block.getClass().getSimpleName()));
  }

  /** (…, D) times a matrix plus a bias. */
  private static String linear(ParameterList parameters, OnnxGraph graph, String input) {
    var weight = parameters.get("weight");
    var transposed =
        graph.add("Transpose", List.of(graph.weight(weight)), Map.of("perm", new long[] {1, 0}));
    var product = graph.add("MatMul", input, transposed);
    var bias = parameters.contains("bias") ? parameters.get("bias") : null;
    return bias == null ? product : graph.add("Add", product, graph.weight(bias));
  }

  private static String normalized(String operator, Block block, OnnxGraph graph, String input) {
    var parameters = block.getDirectParameters();
    var arguments = new ArrayList<>(List.of(input));
    for (var name : List.of("gamma", "beta", "runningMean", "runningVar")) {
      if (parameters.contains(name)) {
        arguments.add(graph.weight(parameters.get(name)));
      }
    }
    return graph.add(operator, arguments, Map.of("epsilon", EPSILON));
  }
}
