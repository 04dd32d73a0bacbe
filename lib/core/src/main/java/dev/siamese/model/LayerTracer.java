package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
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

/** Runs a network layer by layer and writes down what each of them gives. */
final class LayerTracer {

  private static final Map<String, String> WORDS =
      Map.of("maxPool2d", "max-pooling", "batchFlatten", "flatten", "anonymous", "function");

  private final ParameterStore store;
  private final List<LayerOutput> layers = new ArrayList<>();

  private LayerTracer(ParameterStore store) {
    this.store = store;
  }

  /** The layers of a network, after its input, for a batch of one sample. */
  static List<LayerOutput> trace(Block network, ParameterStore store, NDList batch) {
    var trace = new LayerTracer(store);
    trace.add("input", 0, batch.head());
    trace.run(network, batch);
    return trace.layers;
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
    long weights =
        block.getParameters().values().stream()
            .filter(Parameter::requiresGradient)
            .mapToLong(parameter -> parameter.getShape().size())
            .sum();
    add(name(block), weights, output.head());
    return output;
  }

  private void add(String name, long weights, NDArray output) {
    var shape = output.getShape().getShape();
    var ofOne = Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray();
    layers.add(new LayerOutput(name, ofOne, weights, Tensors.toFloatArray(output)));
  }

  private static String name(Block block) {
    if (block instanceof LambdaBlock function) {
      return WORDS.getOrDefault(function.getName(), function.getName());
    } else if (block instanceof ChannelsLastConv2d) {
      return "convolution";
    } else if (block instanceof ParallelBlock) {
      return "residual stage"; // the only networks here whose paths part and meet again
    } else if (block instanceof Linear) {
      return "dense";
    } else if (block instanceof BatchNorm) {
      return "batch normalisation";
    }
    return block.getClass().getSimpleName();
  }
}
