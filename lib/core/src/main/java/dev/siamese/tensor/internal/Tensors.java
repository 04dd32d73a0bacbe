package dev.siamese.tensor.internal;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.siamese.tensor.Torch;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Copies between Java arrays and devices, and selection of rows.
 *
 * <p>Host-to-device copies are asynchronous (DJL's {@code create} synchronises a GPU's stream).
 * Device-to-host copies synchronise: call them once per epoch, not once per step.
 */
public final class Tensors {

  /** Owns arrays in host memory until they are copied to a device. */
  public static final NDManager HOST = Torch.manager(Device.cpu());

  private Tensors() {}

  /**
   * {@return a new array on a manager's device, owned by it: (n)}
   *
   * @param manager owns the array, which is on its device
   * @param values the values, in row-major order
   */
  public static NDArray create(NDManager manager, float... values) {
    return create(manager, values, new Shape(values.length));
  }

  /**
   * {@return a new array on a manager's device, owned by it}
   *
   * @param manager owns the array, which is on its device
   * @param values the values, in row-major order
   * @param shape of the array
   */
  public static NDArray create(NDManager manager, float[] values, Shape shape) {
    return moved(source(manager).create(values, shape), manager);
  }

  /**
   * {@return a new array on a manager's device, owned by it: (n)}
   *
   * @param manager owns the array, which is on its device
   * @param values the values, in row-major order
   */
  public static NDArray create(NDManager manager, long... values) {
    return moved(source(manager).create(values), manager);
  }

  /**
   * {@return row indices as an array of 64-bit integers on a manager's device, owned by it: (n)}
   *
   * @param manager owns the array, which is on its device
   * @param rows the row indices
   */
  public static NDArray indices(NDManager manager, int... rows) {
    return create(manager, IntStream.of(rows).asLongStream().toArray());
  }

  /**
   * Selects rows.
   *
   * @param array (N, …)
   * @param rows from 0 to N − 1, in any order
   * @return (rows, …), owned by the array's manager
   */
  public static NDArray select(NDArray array, int... rows) {
    return array.get(new NDIndex("{}", indices(array.getManager(), rows)));
  }

  /**
   * {@return a new array on a manager's device, owned by it}
   *
   * @param manager owns the array, which is on its device
   * @param values the values, in row-major order
   * @param shape of the array
   */
  public static NDArray create(NDManager manager, boolean[] values, Shape shape) {
    return moved(source(manager).create(values, shape), manager);
  }

  /**
   * {@return a new array on a manager's device, owned by it}
   *
   * @param manager owns the array, which is on its device
   * @param bytes a direct buffer in native order; in host memory the array shares it, so the buffer
   *     must not change before the array is closed
   * @param shape of the array
   * @param type of the values
   */
  public static NDArray create(NDManager manager, ByteBuffer bytes, Shape shape, DataType type) {
    return moved(source(manager).create(bytes, shape, type), manager);
  }

  /**
   * Replaces an array's values in place, so that its views change too.
   *
   * @param target the array to change
   * @param values the new values in row-major order, as many as the array has
   */
  public static void copyInto(NDArray target, float... values) {
    if (values.length != target.size()) {
      throw new IllegalArgumentException(
          "%d values do not fit an array of %d".formatted(values.length, target.size()));
    }
    if (values.length > 0) {
      try (var source = create(target.getManager(), values, target.getShape())) {
        // set(Buffer) would give the array other memory than its views
        NoGrad.run(() -> target.set(new NDIndex(":"), source));
      }
    }
  }

  private static NDManager source(NDManager manager) {
    return isHost(manager.getDevice()) ? manager : HOST;
  }

  private static NDArray moved(NDArray array, NDManager manager) {
    if (array.getManager() == manager) {
      return array;
    }
    try (array) {
      return manager.getDevice().isGpu()
          ? TorchOps.uploadPinned(array, manager)
          : TorchOps.upload(array, manager);
    }
  }

  /**
   * Moves an array to another manager, copying it if that is on another device, and detaches it
   * from the current NDScope.
   *
   * @param array the array to move, unusable afterwards if it is copied
   * @param owner the new manager
   * @return the array under its new manager
   */
  public static NDArray moveTo(NDArray array, NDManager owner) {
    var oldOwner = array.getManager();
    var moved = array.toDevice(owner.getDevice(), false);
    var copyOwner = moved.getManager();
    NDScope.unregister(moved);
    try {
      moved.attach(owner);
    } catch (IllegalStateException e) {
      moved.close();
      throw new IllegalStateException("the manager that is to own the array is closed", e);
    }
    closeIfExtra(copyOwner, oldOwner);
    return moved;
  }

  /** Closes the manager that DJL creates for a copy on another device. */
  private static void closeIfExtra(NDManager ofCopy, NDManager ofArray) {
    if (ofCopy != ofArray) {
      ofCopy.close();
    }
  }

  private static boolean isHost(Device device) {
    return device.equals(Device.cpu());
  }

  /**
   * {@return the values of an array of 32-bit floats in row-major order}
   *
   * @param array any array
   */
  public static float[] toFloatArray(NDArray array) {
    return read(array, NDArray::toFloatArray);
  }

  /**
   * {@return the rows of an array of 32-bit floats: N}
   *
   * @param array (N, …), N at least 1
   */
  public static float[][] toRows(NDArray array) {
    return toRows(toFloatArray(array), (int) array.getShape().get(0));
  }

  /**
   * {@return copies of equal parts of an array: N}
   *
   * @param values in row-major order
   * @param n the number of rows, at least 1
   */
  public static float[][] toRows(float[] values, int n) {
    int size = values.length / n;
    return IntStream.range(0, n)
        .mapToObj(row -> Arrays.copyOfRange(values, row * size, (row + 1) * size))
        .toArray(float[][]::new);
  }

  /**
   * {@return the values of an array of 64-bit floats in row-major order}
   *
   * @param array any array
   */
  public static double[] toDoubleArray(NDArray array) {
    return read(array, NDArray::toDoubleArray);
  }

  /**
   * {@return the values of an array of 64-bit integers in row-major order}
   *
   * @param array any array
   */
  public static long[] toLongArray(NDArray array) {
    return read(array, NDArray::toLongArray);
  }

  /**
   * {@return the bits of an array of bfloat16 values in host memory, in row-major order: a view,
   * valid while the array is open}
   *
   * @param array bfloat16 values in host memory
   */
  public static ShortBuffer rawBits(NDArray array) {
    return JniUtils.getByteBuffer((PtNDArray) array, true).asShortBuffer();
  }

  private static <T> T read(NDArray array, Function<NDArray, T> reader) {
    try (var scope = new NDScope()) { // DJL copies an array that is not contiguous
      scope.suppressNotUsedWarning();
      if (isHost(array.getDevice())) {
        return reader.apply(array);
      }
      var copy = array.toDevice(Device.cpu(), true);
      var owner = copy.getManager();
      try (copy) {
        return reader.apply(copy);
      } finally {
        closeIfExtra(owner, array.getManager());
      }
    }
  }
}
