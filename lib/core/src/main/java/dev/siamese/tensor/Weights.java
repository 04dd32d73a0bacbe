package dev.siamese.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.siamese.tensor.internal.CloseableLock;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.function.Supplier;

/**
 * The parameters of a network or a loss, stored in two flat arrays of which the parameters are
 * views, so that an optimiser step, a copy or an average is one operation instead of one per layer.
 *
 * <p>Thread-safe: methods wait for each other, and for training by another thread. The arrays that
 * they return belong to the caller and stay valid when the weights are closed. Change them within
 * {@link #withWriteLock} if other threads use the network.
 */
public final class Weights implements AutoCloseable {

  private final CloseableLock lock =
      new CloseableLock("the weights are closed, with the network they are of");
  private final NDManager manager;
  private final List<Parameter> trained;
  private final NDArray values;
  private final NDArray buffers;

  /**
   * Moves the parameters of an initialised network into flat arrays.
   *
   * @param network an initialised network
   * @param device of the network
   */
  public Weights(Block network, Device device) {
    this(network.getParameters().values(), device);
  }

  /**
   * Moves initialised parameters into flat arrays and makes them views of these.
   *
   * @param all the parameters; those that require no gradient are buffers and not trained
   * @param device of the parameters
   */
  public Weights(List<Parameter> all, Device device) {
    manager = Torch.manager(device);
    try {
      trained = all.stream().filter(Parameter::requiresGradient).toList();
      values = flatten(trained, manager);
      buffers = flatten(all.stream().filter(p -> !p.requiresGradient()).toList(), manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * {@return a trainable parameter with these initial values}
   *
   * @param name of the parameter
   * @param initial the initial values, which the parameter takes over
   */
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

  /**
   * {@return the trainable parameters: (count)} The array shares their memory: changing it in place
   * changes the network.
   *
   * @param owner owns the array, on the device of the weights
   * @throws IllegalArgumentException if the owner is on another device
   * @throws IllegalStateException if the weights are closed
   */
  public NDArray values(NDManager owner) {
    return withReadLock(() -> view(values, owner));
  }

  private static NDArray view(NDArray array, NDManager owner) {
    if (!owner.getDevice().equals(array.getDevice())) {
      throw new IllegalArgumentException(
          "the weights are on %s, not on %s: use a manager of their device"
              .formatted(array.getDevice(), owner.getDevice()));
    }
    return Tensors.moveTo(array.reshape(array.getShape()), owner);
  }

  /** {@return the number of trainable parameters} */
  public long size() {
    return withReadLock(values::size);
  }

  /** {@return the device of the parameters} */
  public Device device() {
    return manager.getDevice();
  }

  /** {@return the shapes of the parameters in {@link #values}, in order} */
  public List<Shape> shapes() {
    return withReadLock(() -> trained.stream().map(Parameter::getShape).toList());
  }

  /**
   * {@return the running statistics of batch normalisation: (count), possibly empty} Like {@link
   * #values}.
   *
   * @param owner owns the array, on the device of the weights
   */
  public NDArray buffers(NDManager owner) {
    return withReadLock(() -> view(buffers, owner));
  }

  /**
   * {@return the gradients of the last backward pass, in the order of {@link #values}: (count)}
   *
   * @param owner owns the array; may be on another device
   * @throws IllegalStateException if the weights are closed, or this thread reads them
   */
  public NDArray gradients(NDManager owner) {
    return withWriteLock(
        () -> {
          if (trained.isEmpty()) {
            return Tensors.moveTo(manager.create(new float[0]), owner);
          }
          try (var parts = new NDList()) {
            for (var parameter : trained) {
              try (var gradient = parameter.getArray().getGradient()) {
                parts.add(gradient.flatten());
              }
            }
            return Tensors.moveTo(NDArrays.concat(parts), owner);
          }
        });
  }

  /** Sets all gradients to zero. */
  public void zeroGradients() {
    withWriteLock(
        () -> {
          trained.forEach(parameter -> JniUtils.zeroGrad((PtNDArray) parameter.getArray()));
          return null;
        });
  }

  /** {@return copies of all parameters and buffers} */
  public State state() {
    return withReadLock(
        () -> new State(Tensors.toFloatArray(values), Tensors.toFloatArray(buffers)));
  }

  /**
   * Sets all parameters and buffers.
   *
   * @param state a state of a network of the same architecture
   * @throws IllegalArgumentException if the state is of another architecture
   */
  public void loadState(State state) {
    withWriteLock(
        () -> {
          requireEqualSizes(state);
          Tensors.copyInto(values, state.values);
          Tensors.copyInto(buffers, state.buffers);
          return null;
        });
  }

  private void requireEqualSizes(State state) {
    if (state.values.length != values.size() || state.buffers.length != buffers.size()) {
      throw new IllegalArgumentException(
          "the state has %d parameters and %d buffers, the network has %d and %d: they are of different architectures"
              .formatted(state.values.length, state.buffers.length, values.size(), buffers.size()));
    }
  }

  /**
   * {@return the result of work while no other thread closes, trains or changes the weights}
   *
   * @param <T> the type of the result
   * @param work to run; must not change or close the weights, nor use another encoder, or threads
   *     could wait for each other forever; of an encoder and its loss, lock the encoder first
   * @throws IllegalStateException if the weights are closed, or this thread is interrupted while it
   *     waits
   */
  public <T> T withReadLock(Supplier<T> work) {
    return lock.read(work);
  }

  /**
   * {@return the result of work while no other thread uses the weights}
   *
   * @param <T> the type of the result
   * @param work to run
   * @throws IllegalStateException if the weights are closed, this thread reads them, or it is
   *     interrupted while it waits
   */
  public <T> T withWriteLock(Supplier<T> work) {
    return lock.write(work);
  }

  /**
   * Closes the arrays, when no other thread uses them. Later calls have no effect.
   *
   * @throws IllegalStateException if this thread reads them
   */
  @Override
  public void close() {
    lock.close(manager::close);
  }

  /**
   * A copy of a network's state.
   *
   * @param values the trainable parameters
   * @param buffers the running statistics of batch normalisation
   */
  public record State(float[] values, float[] buffers) {}
}
