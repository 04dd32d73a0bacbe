package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a network layer by layer and records every output. */
final class LayerTracer {

  private static final Map<String, String> FUNCTION_NAMES =
      Map.of("maxPool2d", "max-pooling", "batchFlatten", "flatten", "anonymous", "function");

  private final ParameterStore store;
  private final List<LayerOutput> outputs = new ArrayList<>();

  private LayerTracer(ParameterStore store) {
    this.store = store;
  }

  /** The network's input and the output of every layer, for a batch of one sample. */
  static List<LayerOutput> trace(Block network, ParameterStore store, NDList batch) {
    var tracer = new LayerTracer(store);
    tracer.add("input", 0, batch.head());
    tracer.run(network, batch);
    return tracer.outputs;
  }

  private NDList run(Block block, NDList input) {
    if (block instanceof SequentialBlock) {
      var output = input;
      for (var child : block.getChildren().values()) {
        output = run(child, output);
      }
      return output;
    }
    var output = block.forward(store, input, false);
    long parameters =
        block.getParameters().values().stream()
            .filter(Parameter::requiresGradient)
            .mapToLong(parameter -> parameter.getShape().size())
            .sum();
    add(name(block), parameters, output.head());
    return output;
  }

  private void add(String name, long parameters, NDArray output) {
    var shape = output.getShape().getShape();
    var sampleShape = Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
    outputs.add(new LayerOutput(name, sampleShape, parameters, Tensors.toFloatArray(output)));
  }

  private static String name(Block block) {
    if (block instanceof LambdaBlock function) {
      return FUNCTION_NAMES.getOrDefault(function.getName(), function.getName());
    } else if (block instanceof ChannelsLastConv2d) {
      return "convolution";
    } else if (block instanceof ResidualCnn.Stage) {
      return "residual stage";
    } else if (block instanceof Linear) {
      return "dense";
    } else if (block instanceof BatchNorm) {
      return "batch normalisation";
    }
    return block.getClass().getSimpleName();
  }
}
