package dev.siamese.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;

/**
 * All numbers of a network, or of anything else that is trained, in two flat arrays, of which its
 * parameters are views: an optimiser step, a copy, an average or a file is then one operation and
 * not one per layer.
 */
public final class Weights {

  private final List<Parameter> trained;
  private final NDArray values;
  private final NDArray buffers;

  /** Moves the parameters of an initialised network into flat arrays of that manager. */
  public Weights(Block network, NDManager manager) {
    this(network.getParameters().values(), manager);
  }

  /**
   * Moves initialised parameters into flat arrays, and makes them views of those.
   *
   * @param all the parameters; those that require no gradient are kept but not trained
   * @param manager owns the arrays: they live on its device until its owner closes it
   */
  public Weights(List<Parameter> all, NDManager manager) {
    trained = all.stream().filter(Parameter::requiresGradient).toList();
    values = flatten(trained, manager);
    buffers = flatten(all.stream().filter(p -> !p.requiresGradient()).toList(), manager);
  }

  /** A trainable parameter with these initial values. */
  public static Parameter parameter(String name, NDArray initial) {
    var parameter = Parameter.builder().setName(name).setType(Parameter.Type.WEIGHT).build();
    parameter.setArray(initial);
    return parameter;
  }

  private static NDArray flatten(List<Parameter> parameters, NDManager manager) {
    if (parameters.isEmpty()) {
      return manager.create(new float[0]);
    }
    NDArray flat;
    try (var parts = new NDList()) {
      parameters.forEach(p -> parts.add(p.getArray().stopGradient().flatten()));
      flat = NDArrays.concat(parts);
    }
    flat.attach(manager);
    long start = 0;
    for (var parameter : parameters) {
      var shape = parameter.getShape();
      long end = start + shape.size();
      var view = flat.get(start + ":" + end).reshape(shape);
      view.attach(manager);
      parameter.close();
      parameter.setInitializer((unused, sameShape, type) -> view);
      parameter.initialize(manager, flat.getDataType());
      start = end;
    }
    return flat;
  }

  /** The trainable numbers: (count). Changing it in place changes the network. */
  public NDArray values() {
    return values;
  }

  /** The shapes of the parameters that {@link #values()} is made of, in order. */
  public List<Shape> shapes() {
    return trained.stream().map(Parameter::getShape).toList();
  }

  /** The running statistics of batch normalisation: (count), perhaps empty. */
  public NDArray buffers() {
    return buffers;
  }

  /** The gradients of the last backward pass, in the order of {@link #values()}: (count). */
  public NDArray gradients() {
    try (var parts = new NDList()) {
      for (var parameter : trained) {
        try (var gradient = parameter.getArray().getGradient()) {
          parts.add(gradient.flatten());
        }
      }
      return NDArrays.concat(parts);
    }
  }

  /** Sets the gradients to zero, for the next backward pass to add to. */
  public void zeroGradients() {
    trained.forEach(parameter -> JniUtils.zeroGrad((PtNDArray) parameter.getArray()));
  }

  /** A copy in Java memory of everything that makes the network what it is. */
  public State state() {
    return new State(Tensors.toFloatArray(values), Tensors.toFloatArray(buffers));
  }

  /** Puts a copy back. */
  public void loadState(State snapshot) {
    if (snapshot.values.length != values.size() || snapshot.buffers.length != buffers.size()) {
      throw new IllegalArgumentException(
          "the snapshot has %d + %d numbers, the network %d + %d: they are not of one architecture"
              .formatted(
                  snapshot.values.length, snapshot.buffers.length, values.size(), buffers.size()));
    }
    Tensors.copyInto(values, snapshot.values);
    Tensors.copyInto(buffers, snapshot.buffers);
  }

  /**
   * The numbers of a network at one moment.
   *
   * @param values what is trained
   * @param buffers what batch normalisation has seen
   */
  public record State(float[] values, float[] buffers) {}
}
