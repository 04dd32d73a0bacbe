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
import dev.siamese.tensor.Scalar;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Numbers on their way between Java's memory and a device.
 *
 * <p>On the way there nobody waits: DJL's own {@code manager.create(numbers)} holds a GPU's queue
 * up until it is empty. On the way back everybody waits: call that once per epoch, not once per
 * step.
 */
public final class Tensors {

  private Tensors() {}

  /** A new array of a manager, on the manager's device, with these numbers: (n). */
  public static NDArray create(NDManager manager, float... values) {
    return create(manager, values, new Shape(values.length));
  }

  /** A new array of a manager, on the manager's device, with these numbers. */
  public static NDArray create(NDManager manager, float[] values, Shape shape) {
    return moved(source(manager).create(values, shape), manager);
  }

  /** A new array of a manager, on the manager's device, with these numbers: (n). */
  public static NDArray create(NDManager manager, long... values) {
    return moved(source(manager).create(values), manager);
  }

  /** A new array of a manager, on the manager's device, with these numbers of rows to pick: (n). */
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

  /** A new array of a manager, on the manager's device, with these truth values. */
  public static NDArray create(NDManager manager, boolean[] values, Shape shape) {
    return moved(source(manager).create(values, shape), manager);
  }

  /**
   * A new array of a manager, on the manager's device.
   *
   * @param bytes a direct buffer in native order; on the host, the array has no numbers but these,
   *     which may only change when it is closed
   */
  public static NDArray create(NDManager manager, ByteBuffer bytes, Shape shape, DataType type) {
    return moved(source(manager).create(bytes, shape, type), manager);
  }

  /** Puts numbers in the place of those that an array has; its views see them too. */
  public static void copyInto(NDArray target, float... numbers) {
    if (numbers.length != target.size()) {
      throw new IllegalArgumentException(
          "%d numbers for an array of %d".formatted(numbers.length, target.size()));
    }
    if (numbers.length > 0) {
      try (var source = create(target.getManager(), numbers, target.getShape())) {
        // the array's own set(Buffer) would give it other memory than its views have
        target.set(new NDIndex(":"), source);
      }
    }
  }

  private static NDManager source(NDManager manager) {
    return isHost(manager.getDevice()) ? manager : Scalar.HOST;
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
   * An array, or its copy on the device of its new owner, that outlives the open scope and the
   * manager it had.
   */
  public static NDArray moveTo(NDArray array, NDManager owner) {
    var before = array.getManager();
    var given = array.toDevice(owner.getDevice(), false);
    var between = given.getManager();
    NDScope.unregister(given);
    given.attach(owner);
    closeIfExtra(between, before);
    return given;
  }

  /** For an array on another device DJL makes a manager too, and leaves it to the array's own. */
  private static void closeIfExtra(NDManager ofCopy, NDManager ofArray) {
    if (ofCopy != ofArray) {
      ofCopy.close();
    }
  }

  private static boolean isHost(Device device) {
    return device.equals(Device.cpu());
  }

  /** The numbers of an array of 32-bit floats, row by row. */
  public static float[] toFloatArray(NDArray array) {
    return read(array, NDArray::toFloatArray);
  }

  /** The numbers of an array of 64-bit floats, row by row. */
  public static double[] toDoubleArray(NDArray array) {
    return read(array, NDArray::toDoubleArray);
  }

  /** The numbers of an array of 64-bit integers, row by row. */
  public static long[] toLongArray(NDArray array) {
    return read(array, NDArray::toLongArray);
  }

  /**
   * The bits of an array's numbers, row by row, several to a long: to be read while it is open, for
   * in the host's memory they are where they are. There, bfloat16 can be read too.
   */
  public static LongBuffer rawBits(NDArray array) {
    var bytes =
        isHost(array.getDevice())
            ? JniUtils.getByteBuffer((PtNDArray) array, true)
            : read(array, NDArray::toByteBuffer);
    return bytes.asLongBuffer();
  }

  private static <T> T read(NDArray array, Function<NDArray, T> numbers) {
    if (isHost(array.getDevice())) {
      return numbers.apply(array);
    }
    var copy = array.toDevice(Device.cpu(), true);
    var owner = copy.getManager();
    try (copy) {
      return numbers.apply(copy);
    } finally {
      closeIfExtra(owner, array.getManager());
    }
  }
}
