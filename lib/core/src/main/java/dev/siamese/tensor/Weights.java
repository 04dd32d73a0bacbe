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
import dev.siamese.tensor.internal.Locks;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The parameters of a network or a loss, stored in two flat arrays of which the parameters are
 * views, so that an optimiser step, a copy or an average is one operation instead of one per layer.
 *
 * <p>Methods are thread-safe: they wait for each other, and for the training of the network by
 * another thread. The arrays that {@link #values} and {@link #buffers} return are not: use them
 * within {@link #withReadLock} or {@link #withWriteLock} where another thread may close or change
 * them, since a closed array can crash the process.
 */
public final class Weights implements AutoCloseable {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed; // guarded by the lock
  private final List<Parameter> trained;
  private final NDArray values;
  private final NDArray buffers;

  /**
   * Moves the parameters of an initialised network into flat arrays, see the other constructor.
   *
   * @param network an initialised network
   * @param manager owns the flat arrays, which are on its device
   */
  public Weights(Block network, NDManager manager) {
    this(network.getParameters().values(), manager);
  }

  /**
   * Moves initialised parameters into flat arrays and makes them views of these.
   *
   * @param all the parameters; those that require no gradient are buffers and not trained
   * @param manager owns the arrays, which are on its device
   */
  public Weights(List<Parameter> all, NDManager manager) {
    trained = all.stream().filter(Parameter::requiresGradient).toList();
    values = flatten(trained, manager);
    buffers = flatten(all.stream().filter(p -> !p.requiresGradient()).toList(), manager);
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
   * {@return the trainable parameters: (count)} Changing the array in place changes the network.
   *
   * @throws IllegalStateException if the weights are closed
   */
  public NDArray values() {
    return withReadLock(() -> values);
  }

  /** {@return the shapes of the parameters in {@link #values()}, in order} */
  public List<Shape> shapes() {
    return withReadLock(() -> trained.stream().map(Parameter::getShape).toList());
  }

  /**
   * {@return the running statistics of batch normalisation: (count), possibly empty}
   *
   * @throws IllegalStateException if the weights are closed
   */
  public NDArray buffers() {
    return withReadLock(() -> buffers);
  }

  /**
   * {@return the gradients of the last backward pass, in the order of {@link #values()}: (count)}
   */
  public NDArray gradients() {
    return withWriteLock(
        () -> {
          try (var parts = new NDList()) {
            for (var parameter : trained) {
              try (var gradient = parameter.getArray().getGradient()) {
                parts.add(gradient.flatten());
              }
            }
            return NDArrays.concat(parts);
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

  /**
   * Copies all parameters and buffers into Java arrays.
   *
   * @return the copies
   */
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
   * @param work to run; must not change or close the weights
   * @throws IllegalStateException if the weights are closed, or this thread is interrupted while it
   *     waits
   */
  public <T> T withReadLock(Supplier<T> work) {
    return locked(lock.readLock(), work);
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
    requireNotReading();
    return locked(lock.writeLock(), work);
  }

  private <T> T locked(Lock one, Supplier<T> work) {
    Locks.acquire(one);
    try {
      if (closed) {
        throw new IllegalStateException("the weights are closed, with the network they are of");
      }
      return work.get();
    } finally {
      one.unlock();
    }
  }

  /** A thread that waited for its own reading would wait forever. */
  private void requireNotReading() {
    if (lock.getReadHoldCount() > 0 && !lock.isWriteLockedByCurrentThread()) {
      throw new IllegalStateException(
          "the weights cannot be changed or closed by work that reads them: do it afterwards");
    }
  }

  /**
   * Closes the arrays, when no other thread uses them. Later calls have no effect.
   *
   * @throws IllegalStateException if this thread reads them
   */
  @Override
  public void close() {
    requireNotReading();
    lock.writeLock().lock();
    try {
      closed = true;
      values.close();
      buffers.close();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * A copy of a network's state.
   *
   * @param values the trainable parameters
   * @param buffers the running statistics of batch normalisation
   */
  public record State(float[] values, float[] buffers) {}
}
