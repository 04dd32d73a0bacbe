package dev.siamese.model;

import java.util.List;

/** A layer that writes itself as nodes of an ONNX graph. */
@FunctionalInterface
interface OnnxLayer {

  /**
   * Adds nodes that compute what the layer computes outside of training.
   *
   * @param graph to add to
   * @param inputs names of the input values
   * @return the name of the output value
   */
  String export(OnnxGraph graph, List<String> inputs);
}
